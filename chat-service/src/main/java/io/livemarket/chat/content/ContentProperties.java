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
 * The handling of content that leads users off the platform, under {@code livemarket.chat.content};
 * {@code chat-service.yml} documents each setting beside its default.
 *
 * @param contactDetails the action on contact details and on payments outside the platform
 * @param afterDeal the action on contact details in a private chat whose two participants agreed on a deal; not
 *     stricter than {@code contactDetails}
 * @param allowedHosts hosts that messages may link to, with all of their subdomains
 * @param phoneRegions countries (ISO 3166) whose national telephone numbers are found; international numbers are always
 *     found
 * @param recipientWarnings whether the recipients of a message are warned of its risks
 */
@Validated
@ConfigurationProperties("livemarket.chat.content")
public record ContentProperties(
        @NotNull ContactDetailsAction contactDetails,
        @NotNull ContactDetailsAction afterDeal,
        @DefaultValue Set<String> allowedHosts,
        @NotEmpty List<String> phoneRegions,
        @DefaultValue("true") boolean recipientWarnings) {

    @AssertTrue(message = "after-deal must not be stricter than contact-details")
    public boolean isRelaxedAfterDeal() {
        return contactDetails == null || afterDeal == null || afterDeal.compareTo(contactDetails) <= 0;
    }

    /**
     * The action on contact details.
     *
     * @param dealAgreed whether both participants agreed on a deal
     */
    ContactDetailsAction action(boolean dealAgreed) {
        return dealAgreed ? afterDeal : contactDetails;
    }

    /** The action on a message with contact details, from the mildest to the strictest. */
    public enum ContactDetailsAction {
        /** Contact details are not looked for. */
        OFF,
        /** The message is delivered as it is; the sender is warned and the moderators are notified. */
        FLAG,
        /**
         * The message is delivered with each contact detail masked, and the original is stored nowhere; the sender is
         * warned and the moderators are notified.
         */
        MASK,
        /** The message is rejected. */
        REJECT
    }
}
