package io.dynastore.lease;

import io.dynastore.internal.Nonce;
import io.dynastore.internal.RequestTime;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A tenure that a request begins: an acquisition, or a handover inside this process.
 *
 * @param name the lease's name
 * @param owner the random id of the tenure
 * @param nonce the nonce that the request writes
 * @param options how long the lease lasts, and which holder it shows
 * @param requested when the request was sent
 * @param generation the generation of the leases at that time; see {@link HeldLeases#generation}
 */
record NewTenure(
        String name, String owner, SdkBytes nonce, LeaseOptions options, RequestTime requested, int generation) {
    static NewTenure of(String name, LeaseOptions options, LeaseContext context) {
        int generation = context.held().generation();
        return new NewTenure(
                name,
                LeaseClient.newOwner(),
                Nonce.of(0),
                options,
                context.client().time(),
                generation);
    }
}
