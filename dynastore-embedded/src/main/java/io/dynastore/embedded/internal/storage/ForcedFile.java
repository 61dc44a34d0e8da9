package io.dynastore.embedded.internal.storage;

import java.nio.ByteBuffer;
import java.util.Map;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * A file of maps whose header never says more than the disk has. Otherwise, after a loss of power, a header could name pages that
 * were not written, and an older state would be taken for the last.
 */
final class ForcedFile extends SingleFileStore {
    private static final long HEADER = 0;

    ForcedFile(int cacheMegabytes) {
        super(Map.of("cacheSize", cacheMegabytes));
    }

    @Override
    protected void writeFully(SFChunk chunk, long at, ByteBuffer bytes) {
        if (at == HEADER) {
            sync();
        }
        super.writeFully(chunk, at, bytes);
    }
}
