package io.dynastore.watch;

/** The kinds of changes. */
public enum ChangeType {
    /** The entry existed when the feed began, and was listed; see {@link ChangeFeedBuilder#fromList()}. */
    LISTED,
    /** The entry was created. */
    CREATED,
    /** The entry was replaced by another revision. */
    UPDATED,
    /** The entry was deleted before it expired. */
    DELETED,
    /**
     * The entry was removed after it had expired, whoever removed it. DynamoDB removes expired items only some time later; until
     * then dynastore hides them, and the feed has no change.
     */
    EXPIRED
}
