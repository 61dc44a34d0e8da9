package javax.crac;

import java.util.Collections;
import java.util.List;

/** Takes snapshots. */
public final class Core {
    private static final Context CONTEXT = new Context();

    private Core() {}

    public static Context getGlobalContext() {
        return CONTEXT;
    }

    public static void checkpointRestore() throws CheckpointException, RestoreException {
        List<Resource> resources = CONTEXT.lastFirst();
        for (Resource resource : resources) {
            try {
                resource.beforeCheckpoint(CONTEXT);
            } catch (Exception e) {
                throw new CheckpointException(e);
            }
        }
        Collections.reverse(resources);
        for (Resource resource : resources) {
            try {
                resource.afterRestore(CONTEXT);
            } catch (Exception e) {
                throw new RestoreException(e);
            }
        }
    }
}
