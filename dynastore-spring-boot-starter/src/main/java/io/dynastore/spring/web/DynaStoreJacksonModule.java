package io.dynastore.spring.web;

import io.dynastore.Entry;
import io.dynastore.Page;
import io.dynastore.Revision;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The JSON of entries, pages and revisions for the clients of an application:
 * {@code {"key": …, "revision": …, "expires": …, "value": …}}, {@code {"items": […], "next": …}}, and the text of the revision.
 * The names do not depend on the application's settings; the value is written as the application's mapper writes it.
 */
public final class DynaStoreJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    /** Creates the module. */
    public DynaStoreJacksonModule() {
        super("dynastore");
        addSerializer(new EntrySerializer());
        addSerializer(new PageSerializer());
        addSerializer(Revision.class, ToStringSerializer.instance);
        addDeserializer(Revision.class, new RevisionDeserializer());
    }

    private static final class EntrySerializer extends StdSerializer<Entry<?>> {
        EntrySerializer() {
            super(Entry.class);
        }

        @Override
        public void serialize(Entry<?> entry, JsonGenerator json, SerializationContext context) {
            json.writeStartObject(entry);
            json.writeStringProperty("key", entry.key());
            json.writeStringProperty("revision", entry.revision().toString());
            json.writePOJOProperty("expires", entry.expires());
            json.writePOJOProperty("value", entry.value());
            json.writeEndObject();
        }
    }

    private static final class PageSerializer extends StdSerializer<Page<?>> {
        PageSerializer() {
            super(Page.class);
        }

        @Override
        public void serialize(Page<?> page, JsonGenerator json, SerializationContext context) {
            json.writeStartObject(page);
            json.writeArrayPropertyStart("items");
            page.items().forEach(json::writePOJO);
            json.writeEndArray();
            json.writePOJOProperty("next", page.cursor());
            json.writeEndObject();
        }
    }

    private static final class RevisionDeserializer extends FromStringDeserializer<Revision> {
        RevisionDeserializer() {
            super(Revision.class);
        }

        @Override
        protected Revision _deserialize(String text, DeserializationContext context) {
            return Revision.parse(text);
        }
    }
}
