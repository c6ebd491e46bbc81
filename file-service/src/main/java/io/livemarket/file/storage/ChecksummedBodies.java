package io.livemarket.file.storage;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * AWS's signature, version 4, made over http as the SDK makes it over https: of the headers, without a signature of
 * each piece of the body. Every body of this service has its SHA-256 in the signed header
 * {@code x-amz-checksum-sha256}, by which the store refuses an altered body: the protection is equal, and the digest is
 * computed once instead of twice.
 */
final class ChecksummedBodies implements AwsV4AuthScheme {

    private static final AwsV4AuthScheme SIGNED = AwsV4AuthScheme.create();

    @Override
    public String schemeId() {
        return SCHEME_ID;
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return SIGNED.identityProvider(providers);
    }

    @Override
    public AwsV4HttpSigner signer() {
        return new Signer();
    }

    private static final class Signer implements AwsV4HttpSigner {

        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            String protocol = request.request().protocol();
            int port = request.request().port();
            SignedRequest signed = signer().sign(secured(request, port));
            return signed.toBuilder()
                    .request(signed.request().toBuilder()
                            .protocol(protocol)
                            .port(port)
                            .build())
                    .build();
        }

        /** The request with https as its protocol, which is not part of the signed data. */
        private static <T extends AwsCredentialsIdentity> SignRequest<T> secured(SignRequest<T> request, int port) {
            return request.copy(copy -> copy.request(
                    request.request().toBuilder().protocol("https").port(port).build()));
        }

        @Override
        public CompletableFuture<AsyncSignedRequest> signAsync(
                AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
            return signer().signAsync(request);
        }

        private static AwsV4HttpSigner signer() {
            return SIGNED.signer();
        }
    }
}
