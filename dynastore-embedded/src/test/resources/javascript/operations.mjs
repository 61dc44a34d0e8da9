// Twenty operations by the AWS SDK for JavaScript: node operations.mjs ENDPOINT. Each prints its name once it has behaved.
import assert from "node:assert/strict";
import * as dynamodb from "@aws-sdk/client-dynamodb";

const [, , endpoint] = process.argv;
assert.ok(endpoint, "The endpoint is missing.");
const client = new dynamodb.DynamoDBClient({
  endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
  maxAttempts: 1,
});

const TABLE = "Orders";
const send = (operation, input = {}) => client.send(new dynamodb[`${operation}Command`](input));
const key = (customer, order) => ({ customer: { S: customer }, order: { S: order } });
const order = (customer, id, amount, status) => ({
  ...key(customer, id),
  amount: { N: String(amount) },
  status: { S: status },
});
const refused = (name, promise) =>
  promise.then(
    () => assert.fail(`${name} was expected`),
    (error) => {
      assert.equal(error.name, name, `${error.name}: ${error.message}`);
      assert.ok(error.$metadata.requestId);
      return error;
    },
  );

let steps = 0;
async function step(name, action) {
  await action();
  steps++;
  console.log(name);
}

await step("CreateTable", async () => {
  const { TableDescription: table } = await send("CreateTable", {
    TableName: TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "customer", AttributeType: "S" },
      { AttributeName: "order", AttributeType: "S" },
      { AttributeName: "amount", AttributeType: "N" },
      { AttributeName: "status", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "customer", KeyType: "HASH" },
      { AttributeName: "order", KeyType: "RANGE" },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: "by-amount",
        KeySchema: [
          { AttributeName: "customer", KeyType: "HASH" },
          { AttributeName: "amount", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-status",
        KeySchema: [
          { AttributeName: "status", KeyType: "HASH" },
          { AttributeName: "amount", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  });
  assert.equal(table.TableName, TABLE);
  await dynamodb.waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: TABLE });
});

await step("CreateTable again", () =>
  refused(
    "ResourceInUseException",
    send("CreateTable", {
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
    }),
  ),
);

await step("DescribeTable", async () => {
  const { Table: table } = await send("DescribeTable", { TableName: TABLE });
  assert.equal(table.TableStatus, "ACTIVE");
  assert.deepEqual(table.LocalSecondaryIndexes.map((index) => index.IndexName), ["by-amount"]);
  assert.deepEqual(table.GlobalSecondaryIndexes.map((index) => index.IndexName), ["by-status"]);
  assert.ok(table.CreationDateTime instanceof Date);
});

await step("ListTables", async () => {
  assert.deepEqual((await send("ListTables")).TableNames, [TABLE]);
});

const everything = {
  ...order("ada", "o-1", 10, "open"),
  exact: { N: "0.12345678901234567890123456789012345678" },
  octets: { B: new Uint8Array([0, 127, 128, 255]) },
  tags: { SS: ["ä", "𝄞"] },
  sizes: { NS: ["1", "2.5"] },
  parts: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
  nested: { M: { list: { L: [{ NULL: true }, { BOOL: false }, { S: "" }] } } },
};

await step("PutItem", async () => {
  const { ConsumedCapacity: capacity } = await send("PutItem", {
    TableName: TABLE,
    Item: everything,
    ConditionExpression: "attribute_not_exists(customer)",
    ReturnConsumedCapacity: "TOTAL",
  });
  assert.equal(capacity.TableName, TABLE);
  assert.ok(capacity.CapacityUnits >= 1);
});

await step("PutItem whose condition is refused", async () => {
  const error = await refused(
    "ConditionalCheckFailedException",
    send("PutItem", {
      TableName: TABLE,
      Item: order("ada", "o-1", 11, "open"),
      ConditionExpression: "attribute_not_exists(#c)",
      ExpressionAttributeNames: { "#c": "customer" },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  );
  assert.equal(error.message, "The conditional request failed");
  assert.deepEqual(error.Item.amount, { N: "10" });
});

await step("GetItem", async () => {
  const { Item: item } = await send("GetItem", { TableName: TABLE, Key: key("ada", "o-1"), ConsistentRead: true });
  const sorted = (set) => [...set].sort((a, b) => (String(a) < String(b) ? -1 : 1));
  for (const [name, value] of Object.entries(everything)) {
    const [type] = Object.keys(value);
    if (type.endsWith("S") && type.length === 2) {
      assert.deepEqual(sorted(item[name][type]), sorted(value[type]), name);
    } else {
      assert.deepEqual(item[name], value, name);
    }
  }
  const projected = await send("GetItem", {
    TableName: TABLE,
    Key: key("ada", "o-1"),
    ProjectionExpression: "nested.#l[1], amount",
    ExpressionAttributeNames: { "#l": "list" },
  });
  assert.deepEqual(projected.Item, { nested: { M: { list: { L: [{ BOOL: false }] } } }, amount: { N: "10" } });
});

await step("UpdateItem", async () => {
  const { Attributes: attributes } = await send("UpdateItem", {
    TableName: TABLE,
    Key: key("ada", "o-1"),
    UpdateExpression:
      "SET amount = amount + :five, visits = if_not_exists(visits, :zero) + :five, #log = list_append(:first, :second)"
      + " REMOVE nested ADD tags :tags DELETE sizes :sizes",
    ConditionExpression: "amount BETWEEN :zero AND :ten AND contains(tags, :tag) AND size(octets) = :four",
    ExpressionAttributeNames: { "#log": "log" },
    ExpressionAttributeValues: {
      ":zero": { N: "0" },
      ":four": { N: "4" },
      ":five": { N: "5" },
      ":ten": { N: "10" },
      ":tag": { S: "ä" },
      ":tags": { SS: ["new"] },
      ":sizes": { NS: ["1"] },
      ":first": { L: [{ S: "a" }] },
      ":second": { L: [{ S: "b" }] },
    },
    ReturnValues: "ALL_NEW",
  });
  assert.deepEqual(attributes.amount, { N: "15" });
  assert.deepEqual(attributes.visits, { N: "5" });
  assert.deepEqual(attributes.log, { L: [{ S: "a" }, { S: "b" }] });
  assert.deepEqual([...attributes.tags.SS].sort(), ["new", "ä", "𝄞"]);
  assert.deepEqual(attributes.sizes, { NS: ["2.5"] });
  assert.equal(attributes.nested, undefined);
});

await step("BatchWriteItem", async () => {
  const requests = [];
  for (let i = 1; i <= 25; i++) {
    const status = i % 2 ? "open" : "paid";
    requests.push({ PutRequest: { Item: order("bob", `o-${String(i).padStart(2, "0")}`, 100 - i, status) } });
  }
  const { UnprocessedItems: unprocessed } = await send("BatchWriteItem", { RequestItems: { [TABLE]: requests } });
  assert.deepEqual(unprocessed, {});
});

await step("BatchGetItem", async () => {
  const { Responses: responses } = await send("BatchGetItem", {
    RequestItems: { [TABLE]: { Keys: [key("bob", "o-07"), key("bob", "o-08"), key("bob", "none")] } },
  });
  assert.deepEqual(responses[TABLE].map((item) => item.order.S).sort(), ["o-07", "o-08"]);
});

await step("Query by pages", async () => {
  const pages = [];
  for await (const page of dynamodb.paginateQuery(
    { client, pageSize: 10 },
    {
      TableName: TABLE,
      KeyConditionExpression: "customer = :customer AND begins_with(#order, :prefix)",
      ExpressionAttributeNames: { "#order": "order" },
      ExpressionAttributeValues: { ":customer": { S: "bob" }, ":prefix": { S: "o-" } },
    },
  )) {
    pages.push(page.Items.map((item) => item.order.S));
  }
  assert.deepEqual(pages.map((page) => page.length), [10, 10, 5]);
  assert.deepEqual(pages.flat(), pages.flat().sort());
});

await step("Query a local index backwards", async () => {
  const { Items: items, LastEvaluatedKey: last } = await send("Query", {
    TableName: TABLE,
    IndexName: "by-amount",
    KeyConditionExpression: "customer = :customer AND amount > :least",
    ExpressionAttributeValues: { ":customer": { S: "bob" }, ":least": { N: "9.5e1" } },
    ScanIndexForward: false,
    Limit: 3,
  });
  assert.deepEqual(items.map((item) => item.amount.N), ["99", "98", "97"]);
  assert.deepEqual(Object.keys(items[0]).sort(), ["amount", "customer", "order"]);
  assert.deepEqual(Object.keys(last).sort(), ["amount", "customer", "order"]);
});

await step("Query a global index with a filter", async () => {
  const page = await send("Query", {
    TableName: TABLE,
    IndexName: "by-status",
    KeyConditionExpression: "#status = :status",
    FilterExpression: "#order < :limit",
    ExpressionAttributeNames: { "#status": "status", "#order": "order" },
    ExpressionAttributeValues: { ":status": { S: "paid" }, ":limit": { S: "o-05" } },
  });
  assert.equal(page.ScannedCount, 12);
  assert.deepEqual(page.Items.map((item) => item.amount.N), ["96", "98"]);
});

const payment = (token, status) => ({
  ClientRequestToken: token,
  TransactItems: [
    {
      Update: {
        TableName: TABLE,
        Key: key("ada", "o-1"),
        UpdateExpression: "SET #status = :status ADD payments :one",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":status": { S: status }, ":one": { N: "1" } },
      },
    },
    { Put: { TableName: TABLE, Item: order("ada", "o-2", 1, status) } },
    { Delete: { TableName: TABLE, Key: key("bob", "o-25") } },
  ],
});

await step("TransactWriteItems, twice with one token", async () => {
  await send("TransactWriteItems", payment("token-1", "paid"));
  await send("TransactWriteItems", payment("token-1", "paid"));
  const { Item: item } = await send("GetItem", { TableName: TABLE, Key: key("ada", "o-1"), ConsistentRead: true });
  assert.deepEqual([item.status, item.payments], [{ S: "paid" }, { N: "1" }]);
});

await step("TransactWriteItems with a token of another transaction", () =>
  refused("IdempotentParameterMismatchException", send("TransactWriteItems", payment("token-1", "open"))),
);

await step("TransactWriteItems that is cancelled", async () => {
  const error = await refused(
    "TransactionCanceledException",
    send("TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: TABLE, Item: order("cy", "o-1", 1, "open") } },
        {
          ConditionCheck: {
            TableName: TABLE,
            Key: key("ada", "o-2"),
            ConditionExpression: "amount > :most",
            ExpressionAttributeValues: { ":most": { N: "1" } },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ],
    }),
  );
  assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), ["None", "ConditionalCheckFailed"]);
  assert.deepEqual(error.CancellationReasons[1].Item, order("ada", "o-2", 1, "paid"));
});

await step("TransactGetItems", async () => {
  const { Responses: responses } = await send("TransactGetItems", {
    TransactItems: [key("ada", "o-2"), key("cy", "o-1")].map((Key) => ({ Get: { TableName: TABLE, Key } })),
  });
  assert.deepEqual(responses.map((response) => response.Item?.order?.S), ["o-2", undefined]);
});

await step("UpdateTimeToLive", async () => {
  const specification = { AttributeName: "expires", Enabled: true };
  await send("UpdateTimeToLive", { TableName: TABLE, TimeToLiveSpecification: specification });
  const { TimeToLiveDescription: description } = await send("DescribeTimeToLive", { TableName: TABLE });
  assert.equal(description.AttributeName, "expires");
  assert.match(description.TimeToLiveStatus, /^ENABL/);
});

await step("DeleteItem", async () => {
  const { Attributes: attributes } = await send("DeleteItem", {
    TableName: TABLE,
    Key: key("ada", "o-2"),
    ReturnValues: "ALL_OLD",
  });
  assert.deepEqual(attributes, order("ada", "o-2", 1, "paid"));
});

await step("An invalid request", async () => {
  const error = await refused(
    "ValidationException",
    send("PutItem", { TableName: TABLE, Item: { customer: { S: "ada" } } }),
  );
  assert.equal(error.message, "One or more parameter values were invalid: Missing the key order in the item");
});

await step("DeleteTable", async () => {
  await send("DeleteTable", { TableName: TABLE });
  await dynamodb.waitUntilTableNotExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: TABLE });
  await refused("ResourceNotFoundException", send("GetItem", { TableName: TABLE, Key: key("ada", "o-1") }));
});

client.destroy();
console.log(`${steps} steps behaved`);
