package io.livemarket.kit.web;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.Map;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Chooses the decoder of a token by its claim {@code iss}, which is not verified at that time: the decoder checks the
 * signature with the keys of its own issuer, and the issuer again.
 */
record TokensByIssuer(Map<String, JwtDecoder> decoders) implements JwtDecoder {

    TokensByIssuer {
        decoders = Map.copyOf(decoders);
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = decoders.get(issuerOf(token));
        if (decoder == null) {
            throw new BadJwtException("The iss claim is not valid");
        }
        return decoder.decode(token);
    }

    private static String issuerOf(String token) {
        try {
            return String.valueOf(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException | RuntimeException e) {
            throw new BadJwtException("Malformed token", e);
        }
    }
}
