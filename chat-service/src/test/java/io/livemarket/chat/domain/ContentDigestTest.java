package io.livemarket.chat.domain;

import static io.livemarket.testkit.MessageSentBuilder.undescribed;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.MessageType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContentDigestTest {

    private static final UUID CHAT = new UUID(0x7000, 1);
    private static final UUID PHOTO = new UUID(0x7000, 0x46);
    private static final UUID OTHER = new UUID(0x7000, 0x47);

    /** The journal holds digests that earlier versions made, before attachments had dimensions. */
    @Test
    void digestsWithFilesEqualThoseOfEarlierVersions() {
        String former = "1WyFWWJmD8X9t6t/Hey+gw";
        assertThat(digest(new Attachment(PHOTO, "bici.jpg", "image/jpeg", 10L), undescribed(OTHER)))
                .isEqualTo(former);
        assertThat(digest(new Attachment(PHOTO, "bici.jpg", "image/jpeg", 10L, 1200, 900), undescribed(OTHER)))
                .isEqualTo(former);
        assertThat(digest(new Attachment(OTHER, "bici.jpg", "image/jpeg", 10L), undescribed(OTHER)))
                .isNotEqualTo(former);
    }

    private static String digest(Attachment... attachments) {
        return ContentDigest.of(sendMessage(CHAT, CHAT, PHOTO)
                .type(MessageType.IMAGE)
                .content("mira")
                .attachments(List.of(attachments))
                .key("k")
                .build());
    }
}
