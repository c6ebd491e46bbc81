package io.livemarket.chat.content;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is done about what leads people off the platform, under {@code livemarket.chat.content};
 * {@code chat-service.yml} documents each setting beside its default.
 *
 * @param contactDetails what is done about contact details and ways to pay elsewhere
 * @param afterDeal what is done about contact details in a private chat whose two people agreed on a deal; not stricter
 *     than before it
 * @param allowedHosts hosts that messages may link to, with all below them
 * @param phoneRegions countries (ISO 3166) whose national telephone numbers are found; international ones are found in
 *     any case
 */
@Validated
@ConfigurationProperties("livemarket.chat.content")
public record ContentProperties(
        @NotNull ContactDetailsAction contactDetails,
        @NotNull ContactDetailsAction afterDeal,
        @DefaultValue Set<String> allowedHosts,
        @NotEmpty List<String> phoneRegions) {

    @AssertTrue(message = "after-deal must not be stricter than contact-details")
    public boolean isRelaxedAfterDeal() {
        return contactDetails == null || afterDeal == null || afterDeal.compareTo(contactDetails) <= 0;
    }

    /** What is done now. */
    ContactDetailsAction action(boolean dealAgreed) {
        return dealAgreed ? afterDeal : contactDetails;
    }

    /** What is done about a message with contact details, the mildest first. */
    public enum ContactDetailsAction {
        /** Nobody looks. */
        OFF,
        /** Delivered, the sender warned, the moderators told. */
        FLAG,
        /** The same, and nobody sees them: each place is masked, and the original kept nowhere. */
        MASK,
        /** Not accepted. */
        REJECT
    }
}
