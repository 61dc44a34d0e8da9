package io.dynastore.embedded.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system whose files are those of the disk. It notes what changes them, and can refuse to. MVStore creates instances by
 * reflection, so what they share is static.
 */
public final class RecordedFiles extends FilePathWrapper {
    private static final String SCHEME = "recorded";
    private static final List<Step> STEPS = Collections.synchronizedList(new ArrayList<>());
    private static final AtomicInteger STEPS_UNTIL_FULL = new AtomicInteger(Integer.MAX_VALUE);

    enum Kind {
        WRITE,
        TRUNCATE,
        FORCE,
        DELETE
    }

    /**
     * What was done to a file.
     *
     * @param file the name of the file
     * @param kind what was done
     * @param at the position that was written, or the length after it was cut
     * @param bytes what was written
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record Step(String file, Kind kind, long at, byte[] bytes) {
        /** Does this to files given by their names. */
        void applyTo(Map<String, byte[]> files) {
            byte[] content = files.getOrDefault(file, new byte[0]);
            switch (kind) {
                case WRITE -> {
                    byte[] written = Arrays.copyOf(content, Math.max(content.length, (int) at + bytes.length));
                    System.arraycopy(bytes, 0, written, (int) at, bytes.length);
                    files.put(file, written);
                }
                case TRUNCATE -> files.put(file, Arrays.copyOf(content, Math.min(content.length, (int) at)));
                case DELETE -> files.remove(file);
                case FORCE -> {}
            }
        }

        /** {@return the write of a part of the bytes} */
        Step part(int from, int to) {
            return new Step(file, kind, at + from, Arrays.copyOfRange(bytes, from, to));
        }
    }

    /** Begins to note steps, of which all succeed. Returns the prefix for names of files. */
    static String begin() {
        FilePath.register(new RecordedFiles());
        STEPS.clear();
        STEPS_UNTIL_FULL.set(Integer.MAX_VALUE);
        return SCHEME + ":file:";
    }

    /** Lets steps fail after some more, as if the disk was full. */
    static void failAfter(int steps) {
        STEPS_UNTIL_FULL.set(steps);
    }

    static List<Step> steps() {
        return List.copyOf(STEPS);
    }

    static int count() {
        return STEPS.size();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        String path = getBase().toString();
        return new RecordedFile(
                path.substring(path.lastIndexOf('/') + 1), getBase().open(mode));
    }

    @Override
    public void delete() {
        String path = getBase().toString();
        STEPS.add(new Step(path.substring(path.lastIndexOf('/') + 1), Kind.DELETE, 0, new byte[0]));
        super.delete();
    }

    private static final class RecordedFile extends FileBase {
        private final String name;
        private final FileChannel file;

        RecordedFile(String name, FileChannel file) {
            this.name = name;
            this.file = file;
        }

        private void note(Kind kind, long at, byte[] bytes) throws IOException {
            if (STEPS_UNTIL_FULL.get() <= 0) {
                throw new IOException("No space left on device");
            }
            STEPS_UNTIL_FULL.decrementAndGet();
            STEPS.add(new Step(name, kind, at, bytes));
        }

        @Override
        public synchronized int write(ByteBuffer bytes, long at) throws IOException {
            int all = bytes.remaining();
            if (STEPS_UNTIL_FULL.get() == 0) {
                // There is space for a part of it.
                file.write(bytes.slice(bytes.position(), all / 2), at);
            }
            byte[] noted = new byte[all];
            bytes.duplicate().get(noted);
            note(Kind.WRITE, at, noted);
            return file.write(bytes, at);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            note(Kind.TRUNCATE, size, new byte[0]);
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            note(Kind.FORCE, 0, new byte[0]);
        }

        @Override
        public synchronized int read(ByteBuffer bytes, long at) throws IOException {
            return file.read(bytes, at);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long at) throws IOException {
            file.position(at);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long at, long size, boolean shared) throws IOException {
            return file.tryLock(at, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
