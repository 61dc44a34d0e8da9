package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.wire.Types;
import org.jspecify.annotations.Nullable;

/** The images of an item that the records of a stream contain, with the names that the API uses. */
public enum ViewType {
    KEYS_ONLY(false, false),
    NEW_IMAGE(true, false),
    OLD_IMAGE(false, true),
    NEW_AND_OLD_IMAGES(true, true);

    private final boolean newImages;
    private final boolean oldImages;

    ViewType(boolean newImages, boolean oldImages) {
        this.newImages = newImages;
        this.oldImages = oldImages;
    }

    boolean hasNewImages() {
        return newImages;
    }

    boolean hasOldImages() {
        return oldImages;
    }

    /** {@return the type that a table's schema asks for; null if its stream is not enabled} */
    public static @Nullable ViewType of(TableSchema schema) {
        Object specification = schema.definition().get("StreamSpecification");
        return specification == null
                ? null
                : valueOf(Types.text(Types.structure(specification).get("StreamViewType")));
    }
}
