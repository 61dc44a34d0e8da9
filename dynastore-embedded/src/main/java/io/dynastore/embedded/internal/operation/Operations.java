package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The operations by their names. */
final class Operations {
    /** The operations of AWS that the embedded database does not offer. */
    private static final Set<String> ELSEWHERE = Set.of("""
            BatchExecuteStatement CreateBackup CreateGlobalTable DeleteBackup DeleteResourcePolicy DescribeBackup
            DescribeContributorInsights DescribeEndpoints DescribeExport DescribeGlobalTable
            DescribeGlobalTableSettings DescribeImport DescribeKinesisStreamingDestination DescribeLimits
            DescribeTableReplicaAutoScaling DisableKinesisStreamingDestination EnableKinesisStreamingDestination
            ExecuteStatement ExecuteTransaction ExportTableToPointInTime GetResourcePolicy ImportTable ListBackups
            ListContributorInsights ListExports ListGlobalTables ListImports PutResourcePolicy RestoreTableFromBackup
            RestoreTableToPointInTime UpdateContributorInsights UpdateGlobalTable
            UpdateGlobalTableSettings UpdateKinesisStreamingDestination UpdateTableReplicaAutoScaling
            """.strip().split("\\s+"));

    private Operations() {}

    /** Returns the error of an operation that is not offered; it is named if AWS has it. */
    static ApiError unknown(String operation) {
        return new ApiError(
                ErrorType.UNKNOWN_OPERATION,
                ELSEWHERE.contains(operation)
                        ? "The embedded DynamoDB does not offer the operation " + operation + "."
                        : "");
    }

    static Map<String, Operation> of(Context context, TimeToLive timeToLive) {
        Map<String, Operation> operations = new HashMap<>();
        ManageTables tables = new ManageTables(context);
        operations.put("CreateTable", new CreateTable(context));
        operations.put("DescribeTable", tables::describe);
        operations.put("UpdateTable", new UpdateTable(context));
        operations.put("DeleteTable", tables::delete);
        operations.put("ListTables", tables::list);
        ContinuousBackups backups = new ContinuousBackups(context);
        operations.put("DescribeContinuousBackups", backups::describe);
        operations.put("UpdateContinuousBackups", backups::update);
        operations.put("DescribeTimeToLive", timeToLive::describe);
        operations.put("UpdateTimeToLive", timeToLive::update);
        Tags tags = new Tags(context);
        operations.put("ListTagsOfResource", tags::list);
        operations.put("TagResource", tags::tag);
        operations.put("UntagResource", tags::untag);
        operations.put("GetItem", new GetItem(context));
        operations.put("PutItem", new WriteItem(context, ItemWrite.Kind.PUT));
        operations.put("UpdateItem", new WriteItem(context, ItemWrite.Kind.UPDATE));
        operations.put("DeleteItem", new WriteItem(context, ItemWrite.Kind.DELETE));
        operations.put("Query", ReadPage.query(context));
        operations.put("Scan", ReadPage.scan(context));
        operations.put("BatchGetItem", new BatchGetItem(context));
        operations.put("BatchWriteItem", new BatchWriteItem(context));
        operations.put("TransactWriteItems", new TransactWriteItems(context));
        operations.put("TransactGetItems", new TransactGetItems(context));
        operations.put("ListStreams", new ListStreams(context));
        operations.put("DescribeStream", new DescribeStream(context));
        operations.put("GetShardIterator", new GetShardIterator(context));
        operations.put("GetRecords", new GetRecords(context));
        return Map.copyOf(operations);
    }
}
