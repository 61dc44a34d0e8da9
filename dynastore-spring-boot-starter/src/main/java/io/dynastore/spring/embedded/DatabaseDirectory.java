package io.dynastore.spring.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The directory that an embedded DynamoDB keeps its data in, locked while it runs. DynamoDB Local itself lets two
 * processes open one database, each with its own idea of what is in it, and retries for ever in a directory that it
 * cannot write to.
 */
final class DatabaseDirectory implements AutoCloseable {

    private static final Log logger = LogFactory.getLog(DatabaseDirectory.class);

    private static final String LOCK_FILE = "dynastore-embedded.lock";

    private final Path path;

    private final FileChannel lock;

    private DatabaseDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DatabaseDirectory open(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw inUse(directory);
            }
            return new DatabaseDirectory(directory, channel);
        } catch (IOException ex) {
            throw unusable(directory, ex);
        }
    }

    Path path() {
        return path;
    }

    /** Frees the directory. The lock file stays: deleting it would let a third process lock another file. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ex) {
            logger.warn("The embedded DynamoDB's directory " + path + " may still be locked", ex);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ex) {
            // Held by this very JVM: by another application context, say.
            return false;
        } catch (IOException ex) {
            channel.close();
            throw ex;
        }
    }

    private static EmbeddedDynamoDbException inUse(Path directory) {
        return new EmbeddedDynamoDbException(
                "Another embedded DynamoDB, of this or another process, keeps its data under " + directory + ".",
                "Stop it, or set 'dynastore.embedded.path' to another directory.",
                null);
    }

    private static EmbeddedDynamoDbException unusable(Path directory, IOException ex) {
        return new EmbeddedDynamoDbException(
                "The embedded DynamoDB cannot keep its data under " + directory + " (" + ex + ").",
                "Set 'dynastore.embedded.path' to a directory that can be written to, or leave it out to keep the data"
                        + " in memory.",
                ex);
    }
}
