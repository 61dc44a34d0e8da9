package io.dynastore.spring.autoconfigure;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynastore.TableDefinition;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.annotation.AnnotationUtils;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;

/** Detects an invalid field of a partition at startup; otherwise the first write would fail. */
final class PartitionFields {
    private PartitionFields() {}

    static void check(String id, PartitionProperties partition, TableDefinition table, JsonMapper mapper) {
        List<String> fields = partition.fields();
        String property = "dynastore.partitions." + id + ".fields";
        for (String field : fields) {
            if (table.isReserved(field)) {
                throw new FailureAnalyzedException(
                        "'" + property + "' names '" + field + "', but dynastore uses the attribute of that name in the"
                                + " items of the table '" + table.name() + "', for itself or as a key.",
                        "Remove '" + field + "' from '" + property + "'. To use it as a field, give it another name in"
                                + " the JSON, by @JsonProperty.");
            }
        }
        List<String> known = fields.isEmpty() ? null : propertiesOf(partition.type(), mapper);
        for (String field : fields) {
            if (known != null && !known.contains(field)) {
                throw new FailureAnalyzedException(
                        "'" + property + "' names '" + field + "', but the JSON of "
                                + partition.type().getName() + " has no property of that name. It has: " + known + ".",
                        "Correct '" + field + "' in '" + property + "', or remove it. The name is that of the"
                                + " property in the JSON.");
            }
        }
    }

    /** Returns the names of the properties, or null if they depend on the value. */
    private static @Nullable List<String> propertiesOf(Class<?> type, JsonMapper mapper) {
        if (Modifier.isAbstract(type.getModifiers())
                || AnnotationUtils.findAnnotation(type, JsonTypeInfo.class) != null
                || hasFurtherProperties(type, mapper)) {
            return null;
        }
        Properties properties = new Properties();
        mapper.acceptJsonFormatVisitor(type, properties);
        return properties.isComplete ? properties.names : null;
    }

    /** Returns whether a value has properties of its own, beside those of its type. */
    private static boolean hasFurtherProperties(Class<?> type, JsonMapper mapper) {
        ClassIntrospector introspector = mapper.serializationConfig().classIntrospectorInstance();
        JavaType javaType = mapper.constructType(type);
        return introspector
                        .introspectForSerialization(javaType, introspector.introspectClassAnnotations(javaType))
                        .findAnyGetter()
                != null;
    }

    /** Collects the properties of the JSON of a type. */
    private static final class Properties extends JsonFormatVisitorWrapper.Base {
        private final List<String> names = new ArrayList<>();
        private boolean isComplete;

        @Override
        public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
            isComplete = true;
            return new JsonObjectFormatVisitor.Base(getContext()) {
                @Override
                public void property(BeanProperty property) {
                    names.add(property.getName());
                }

                @Override
                public void optionalProperty(BeanProperty property) {
                    names.add(property.getName());
                }
            };
        }
    }
}
