package io.dynastore.spring.embedded;

import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * The native SQLite library that DynamoDB Local stores its data with. DynamoDB Local 3.3 carries it for Linux, macOS
 * and Windows and extracts it from its own jar, in the class path of a repackaged application too; loaded before
 * anything else, a platform without it is told from other failures.
 */
final class NativeSqlite {

    static final String INSTEAD = "Run DynamoDB Local in a container instead (image 'amazon/dynamodb-local') and set"
            + " 'dynastore.endpoint' to its address.";

    private NativeSqlite() {}

    static void load() {
        try {
            SQLiteLibraryLoader.initialize();
        } catch (Exception | LinkageError ex) {
            throw new EmbeddedDynamoDbException(
                    "The embedded DynamoDB has no native SQLite library that loads on " + platform() + ": " + ex,
                    "Is the directory for temporary files, " + System.getProperty("java.io.tmpdir")
                            + ", one that libraries can be written to and loaded from, and is DynamoDBLocal at 3.3.1"
                            + " or later? If so, this platform has none. " + INSTEAD,
                    ex);
        }
    }

    private static String platform() {
        return System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    }
}
