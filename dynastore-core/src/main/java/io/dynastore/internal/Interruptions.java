package io.dynastore.internal;

/** Interruptions of threads that have to finish something first. */
public final class Interruptions {
    private Interruptions() {}

    /**
     * Runs a task on this thread as if the thread were not interrupted; if it was, it is interrupted again afterwards.
     *
     * @param task the task
     */
    public static void postpone(Runnable task) {
        boolean interrupted = Thread.interrupted();
        try {
            task.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
