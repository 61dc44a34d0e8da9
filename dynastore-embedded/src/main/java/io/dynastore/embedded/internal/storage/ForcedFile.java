package io.dynastore.embedded.internal.storage;

import java.nio.ByteBuffer;
import java.util.Map;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * A file of maps that is forced onto the disk as it is written, so that a loss of power leaves a state that MVStore recognizes.
 * MVStore knows pages that were saved together, a chunk, by their first and last bytes, of which the disk may have both but not
 * what is between. So the first bytes are written when the others are on the disk. It knows the last chunk by the header of the
 * file, which is written when the chunk is on the disk.
 */
final class ForcedFile extends SingleFileStore {
    /** The number of bytes that a disk writes as a whole. */
    private static final int SECTOR = 512;

    ForcedFile(int cacheMegabytes) {
        super(Map.of("cacheSize", cacheMegabytes));
    }

    @Override
    protected void writeFully(SFChunk chunk, long at, ByteBuffer bytes) {
        int rest = bytes.position() + SECTOR;
        super.writeFully(chunk, at + SECTOR, bytes.duplicate().position(rest));
        sync();
        super.writeFully(chunk, at, bytes.duplicate().limit(rest));
        sync();
    }
}
