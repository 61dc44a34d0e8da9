package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ListTagsOfResource, TagResource and UntagResource: the tags of tables, which have no effect. */
final class Tags {
    private static final String MEMBER = "Tags";
    private static final int MOST = 50;
    private static final Pattern RESOURCE = Pattern.compile("arn:aws:dynamodb:[^:]+:[^:]+:[^/]+/.+");
    private static final Pattern TABLE = Pattern.compile("arn:aws:dynamodb:[^:]+:[0-9]+:table/([^/]{3,})");

    private final Context context;

    Tags(Context context) {
        this.context = context;
    }

    Map<String, @Nullable Object> list(Input input) {
        String arn = checkedArn(input, "ListTagsOfResource");
        List<Object> tags = new ArrayList<>();
        of(table(arn, ": ResourcArn: " + arn + " not found"))
                .forEach((key, value) -> tags.add(Map.of("Key", key, "Value", value)));
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put(MEMBER, tags);
        return reply;
    }

    Map<String, @Nullable Object> tag(Input input) {
        String arn = checkedArn(input, "TagResource");
        checkGiven(input, MEMBER, "tags", "Tag");
        Table table = table(arn, ": ResourcArn: " + arn + " not found");
        Map<String, String> tags = of(table);
        input.structures(MEMBER).forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        if (tags.size() > MOST) {
            throw ApiError.validation("One or more parameter values were invalid: Too many tags, at most " + MOST
                    + " are allowed for a resource");
        }
        return changed(table, tags);
    }

    Map<String, @Nullable Object> untag(Input input) {
        String arn = checkedArn(input, "UntagResource");
        checkGiven(input, "TagKeys", "tagKeys", "Tag Key");
        Table table = table(arn, "");
        Map<String, String> tags = of(table);
        Objects.requireNonNull(input.list("TagKeys")).forEach(key -> tags.remove(Types.text(key)));
        return changed(table, tags);
    }

    /** Returns the name of the resource if it may be one of DynamoDB. */
    private static String checkedArn(Input input, String operation) {
        String arn = input.text("ResourceArn");
        if (arn == null) {
            throw ApiError.validation("Invalid TableArn");
        }
        if (!RESOURCE.matcher(arn).matches()) {
            throw new ApiError(
                    ErrorType.ACCESS_DENIED,
                    "User: arn:aws:iam::000000000000:user/any is not authorized to perform: dynamodb:" + operation
                            + " on resource: " + (arn.isEmpty() ? "*" : arn));
        }
        return arn;
    }

    private static void checkGiven(Input input, String member, String path, String what) {
        List<@Nullable Object> given = input.list(member);
        if (given == null) {
            throw ApiError.validation("1 validation error detected: Value null at '" + path
                    + "' failed to satisfy constraint: Member must not be null");
        }
        checkedName(input.requiredText("ResourceArn"));
        if (given.isEmpty()) {
            throw ApiError.validation("Atleast one " + what + " needs to be provided as Input.");
        }
    }

    private static String checkedName(String arn) {
        Matcher table = TABLE.matcher(arn);
        if (!table.matches()) {
            throw ApiError.validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        return table.group(1);
    }

    private Table table(String arn, String detail) {
        Table table = context.tables().find(checkedName(arn));
        if (table == null) {
            throw new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found" + detail);
        }
        return table;
    }

    private static Map<String, String> of(Table table) {
        Map<String, String> tags = new LinkedHashMap<>();
        new Input(table.schema().definition())
                .structures(MEMBER)
                .forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        return tags;
    }

    /** Stores tags, and returns the empty reply. */
    private Map<String, @Nullable Object> changed(Table table, Map<String, String> tags) {
        List<Object> list = new ArrayList<>();
        tags.forEach((key, value) -> list.add(Map.of("Key", key, "Value", value)));
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put(MEMBER, list);
        context.tables().change(table, schema -> schema.with(changes));
        return Returns.reply();
    }
}
