package io.dynastore.embedded.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folders whose content changed because a file was created: its own, and those above in which a folder was created. */
final class Folders {
    private final List<Path> changed;

    private Folders(List<Path> changed) {
        this.changed = changed;
    }

    /** Creates a folder and those above it as far as they are absent. */
    static Folders create(@Nullable Path folder) throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Path each = folder; each != null; each = each.getParent()) {
            changed.add(each);
            if (Files.exists(each)) {
                break;
            }
        }
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new Folders(changed);
    }

    /** Forces the names of what was created onto the disk, where the system can: Windows does so by itself. */
    void force() {
        for (Path each : changed) {
            try (FileChannel folder = FileChannel.open(each, StandardOpenOption.READ)) {
                folder.force(true);
            } catch (IOException e) {
                // This system cannot open folders.
            }
        }
    }
}
