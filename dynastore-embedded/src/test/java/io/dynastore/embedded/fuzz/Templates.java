package io.dynastore.embedded.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Valid requests for each operation, in an order in which all of them succeed in an empty database. */
final class Templates {
    private static final String KEY = "{'pk': {'S': 'p'}, 'sk': {'N': '1'}}";
    private static final String ITEM = "{'pk': {'S': 'p'}, 'sk': {'N': '1'}, 'grp': {'S': 'g'}, 'l': {'L': [{'N': '1'},"
            + " {'M': {'k': {'BOOL': true}}}]}, 'b': {'B': 'AAEC'}, 'ss': {'SS': ['a', 'b']}, 'ns': {'NS': ['1', '2.5']},"
            + " 'bs': {'BS': ['AA==']}, 'z': {'NULL': true}}";

    private Templates() {}

    /** The operations and their requests. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        tables(all);
        items(all);
        lists(all);
        several(all);
        add(all, "DeleteTable", "{'TableName': 'doomed'}");
        return all;
    }

    private static void tables(Map<String, List<String>> all) {
        add(
                all,
                "CreateTable",
                "{'TableName': 'items', 'BillingMode': 'PAY_PER_REQUEST', 'KeySchema': [{'AttributeName': 'pk', 'KeyType':"
                        + " 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}], 'AttributeDefinitions':"
                        + " [{'AttributeName': 'pk', 'AttributeType': 'S'}, {'AttributeName': 'sk', 'AttributeType': 'N'},"
                        + " {'AttributeName': 'grp', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'B'}],"
                        + " 'GlobalSecondaryIndexes': [{'IndexName': 'by-group', 'KeySchema': [{'AttributeName': 'grp',"
                        + " 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}], 'LocalSecondaryIndexes':"
                        + " [{'IndexName': 'by-bytes', 'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'},"
                        + " {'AttributeName': 'b', 'KeyType': 'RANGE'}], 'Projection': {'ProjectionType': 'INCLUDE',"
                        + " 'NonKeyAttributes': ['l']}}], 'StreamSpecification': {'StreamEnabled': true,"
                        + " 'StreamViewType': 'NEW_AND_OLD_IMAGES'}}");
        add(
                all,
                "CreateTable",
                "{'TableName': 'doomed', 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1},"
                        + " 'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}], 'AttributeDefinitions':"
                        + " [{'AttributeName': 'pk', 'AttributeType': 'S'}]}");
        add(all, "DescribeTable", "{'TableName': 'items'}");
        add(all, "ListTables", "{'Limit': 1, 'ExclusiveStartTableName': 'abc'}");
        add(
                all,
                "UpdateTable",
                "{'TableName': 'doomed', 'AttributeDefinitions': [{'AttributeName': 'x', 'AttributeType': 'N'}],"
                        + " 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-x', 'KeySchema':"
                        + " [{'AttributeName': 'x', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'KEYS_ONLY'},"
                        + " 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}}]}");
        add(
                all,
                "UpdateTimeToLive",
                "{'TableName': 'items', 'TimeToLiveSpecification': {'AttributeName': 'ttl', 'Enabled': true}}");
        add(all, "DescribeTimeToLive", "{'TableName': 'items'}");
        add(all, "ListStreams", "{'TableName': 'items', 'Limit': 1}");
    }

    private static void items(Map<String, List<String>> all) {
        add(
                all,
                "PutItem",
                "{'TableName': 'items', 'Item': " + ITEM
                        + ", 'ConditionExpression': 'attribute_not_exists(#p) OR l[0] < :n',"
                        + " 'ExpressionAttributeNames': {'#p': 'pk'}, 'ExpressionAttributeValues': {':n': {'N': '1E2'}},"
                        + " 'ReturnValues': 'ALL_OLD', 'ReturnConsumedCapacity': 'INDEXES'}");
        add(
                all,
                "UpdateItem",
                "{'TableName': 'items', 'Key': " + KEY
                        + ", 'UpdateExpression': 'SET n = if_not_exists(n, :n) + :n, l[1].k ="
                        + " :n REMOVE z ADD ns :s DELETE ss :t', 'ExpressionAttributeValues': {':n': {'N': '-0.5'}, ':s':"
                        + " {'NS': ['7']}, ':t': {'SS': ['a']}}, 'ReturnValues': 'UPDATED_NEW'}");
        add(
                all,
                "GetItem",
                "{'TableName': 'items', 'Key': " + KEY + ", 'ProjectionExpression': 'l[0], #n, l[1].k',"
                        + " 'ExpressionAttributeNames': {'#n': 'n'}, 'ConsistentRead': true,"
                        + " 'ReturnConsumedCapacity': 'TOTAL'}");
        add(
                all,
                "DeleteItem",
                "{'TableName': 'items', 'Key': {'pk': {'S': 'q'}, 'sk': {'N': '2'}}, 'ConditionExpression':"
                        + " 'attribute_not_exists(pk)', 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'}");
    }

    private static void lists(Map<String, List<String>> all) {
        add(
                all,
                "Query",
                "{'TableName': 'items', 'KeyConditionExpression': 'pk = :p AND sk BETWEEN :a AND :b', 'FilterExpression':"
                        + " 'contains(ss, :x) OR size(l) > :a', 'ExpressionAttributeValues': {':p': {'S': 'p'}, ':a':"
                        + " {'N': '0'}, ':b': {'N': '9'}, ':x': {'S': 'b'}}, 'Limit': 2, 'ScanIndexForward': false,"
                        + " 'ExclusiveStartKey': {'pk': {'S': 'p'}, 'sk': {'N': '5'}}}");
        add(
                all,
                "Query",
                "{'TableName': 'items', 'IndexName': 'by-group', 'KeyConditionExpression': 'grp = :g',"
                        + " 'ExpressionAttributeValues': {':g': {'S': 'g'}}, 'Select': 'COUNT'}");
        add(
                all,
                "Scan",
                "{'TableName': 'items', 'IndexName': 'by-bytes', 'FilterExpression': 'attribute_type(l, :t)',"
                        + " 'ExpressionAttributeValues': {':t': {'S': 'L'}}, 'Segment': 0, 'TotalSegments': 2, 'Limit': 10}");
    }

    private static void several(Map<String, List<String>> all) {
        add(
                all,
                "BatchGetItem",
                "{'RequestItems': {'items': {'Keys': [" + KEY + "], 'ProjectionExpression': 'pk, #l[0]',"
                        + " 'ExpressionAttributeNames': {'#l': 'l'}}}, 'ReturnConsumedCapacity': 'TOTAL'}");
        add(
                all,
                "BatchWriteItem",
                "{'RequestItems': {'items': [{'PutRequest': {'Item': " + ITEM
                        + "}}, {'DeleteRequest': {'Key': {'pk': {'S':"
                        + " 'q'}, 'sk': {'N': '2'}}}}]}, 'ReturnItemCollectionMetrics': 'SIZE'}");
        add(
                all,
                "TransactWriteItems",
                "{'TransactItems': [{'Put': {'TableName': 'items', 'Item': " + ITEM
                        + "}}, {'ConditionCheck': {'TableName':"
                        + " 'items', 'Key': {'pk': {'S': 'q'}, 'sk': {'N': '2'}}, 'ConditionExpression':"
                        + " 'attribute_not_exists(pk)'}}, {'Update': {'TableName': 'items', 'Key': {'pk': {'S': 'q'}, 'sk':"
                        + " {'N': '3'}}, 'UpdateExpression': 'SET x = :x', 'ExpressionAttributeValues': {':x': {'N':"
                        + " '1'}}}}, {'Delete': {'TableName': 'items', 'Key': {'pk': {'S': 'q'}, 'sk': {'N': '4'}}}}],"
                        + " 'ClientRequestToken': 'token'}");
        add(
                all,
                "TransactGetItems",
                "{'TransactItems': [{'Get': {'TableName': 'items', 'Key': " + KEY
                        + ", 'ProjectionExpression': 'l'}}]}");
    }

    private static void add(Map<String, List<String>> all, String operation, String request) {
        all.computeIfAbsent(operation, name -> new ArrayList<>()).add(request.replace('\'', '"'));
    }
}
