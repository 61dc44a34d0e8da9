package io.dynastore.embedded.internal.storage;

import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/** Creates the exceptions that say why a store cannot be used. */
final class StoreFailures {
    private StoreFailures() {}

    static StoreException notOpened(Path file, Exception failure) {
        if (failure instanceof MVStoreException problem) {
            switch (problem.getErrorCode()) {
                case DataUtils.ERROR_FILE_LOCKED -> {
                    return new StoreException(
                            "Another embedded DynamoDB, of this or another process, has the file " + file + " open.",
                            "Stop it, or choose another file.",
                            failure);
                }
                case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT -> {
                    return new StoreException(
                            "The embedded DynamoDB cannot read the file " + file + ".",
                            "Delete it, or choose another file.",
                            failure);
                }
                default -> {}
            }
        }
        return new StoreException(
                "The embedded DynamoDB cannot keep its data in the file " + file + " (" + failure + ").",
                "Choose a file that can be written, or keep the data in memory.",
                failure);
    }

    static StoreException damagedJournal(FilePath journal) {
        return new StoreException(
                "The embedded DynamoDB cannot read the file " + journal + ", a record of which is damaged.",
                "Delete it to go on without the writes that it contains, or choose another file.",
                null);
    }

    static StoreException notWritten(FilePath file, Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new StoreException(
                "The embedded DynamoDB cannot write its file " + file + " (" + reason + ").",
                "Start it again when the file can be written; all writes that it acknowledged are kept.",
                failure);
    }
}
