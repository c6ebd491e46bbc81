package io.livemarket.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.launcher.demo.Conversation.Act;
import io.livemarket.launcher.demo.Conversation.Line;
import io.livemarket.launcher.demo.Conversation.Read;
import io.livemarket.launcher.demo.Conversation.Report;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The made-up world holds together, and has what people are promised to see. */
class SeedWorldTest {

    private static final int COLOURS_OF_A_PHOTO = 20;

    @Test
    void peopleWriteAndActInTheirOwnConversationsAlone() {
        for (Conversation conversation : SeedWorld.CONVERSATIONS) {
            assertThat(conversation.lines()).extracting(Line::author).isSubsetOf(conversation.people());
            assertThat(conversation.acts()).extracting(Act::by).isSubsetOf(conversation.people());
            assertThat(conversation.acts())
                    .extracting(Act::after)
                    .allMatch(
                            after -> after >= 1 && after <= conversation.lines().size());
            assertThat(conversation.people()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aReplyAnswersAnEarlierMessage() {
        for (Conversation conversation : SeedWorld.CONVERSATIONS) {
            for (int place = 0; place < conversation.lines().size(); place++) {
                assertThat(conversation.lines().get(place).replyTo()).isBetween(0, place);
            }
        }
    }

    @Test
    void bothLogInsHaveSomethingUnread() {
        for (String person : List.of(SeedWorld.BUYER, SeedWorld.SELLER)) {
            assertThat(SeedWorld.CONVERSATIONS)
                    .as(person)
                    .anyMatch(conversation -> conversation.people().contains(person)
                            && !conversation.lines().getLast().author().equals(person)
                            && conversation.acts().stream()
                                    .noneMatch(act -> act instanceof Read
                                            && act.by().equals(person)
                                            && act.after()
                                                    == conversation.lines().size()));
        }
    }

    @Test
    void aScamIsReportedByTheOtherOne() {
        Conversation scam = SeedWorld.CONVERSATIONS.stream()
                .filter(conversation -> conversation.acts().stream().anyMatch(Report.class::isInstance))
                .findFirst()
                .orElseThrow();
        Report report = scam.acts().stream()
                .filter(Report.class::isInstance)
                .map(Report.class::cast)
                .findFirst()
                .orElseThrow();

        assertThat(report.by()).isEqualTo(SeedWorld.BUYER);
        assertThat(scam.lines().get(report.after() - 1).author()).isNotEqualTo(report.by());
    }

    @Test
    void allButTheReportedUserHaveSmallSquarePortraits() throws IOException {
        assertThat(SeedWorld.PORTRAITS.keySet())
                .isSubsetOf(SeedWorld.people())
                .contains(SeedWorld.BUYER, SeedWorld.SELLER)
                .hasSize(SeedWorld.people().size() - 1);
        Set<Integer> different = new HashSet<>();
        for (Portrait portrait : SeedWorld.PORTRAITS.values()) {
            byte[] png = portrait.png();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getWidth()).isEqualTo(image.getHeight()).isEqualTo(Portrait.EDGE);
            assertThat(png).hasSizeLessThan(20_000);
            assertThat(colours(image, 4)).hasSizeGreaterThan(COLOURS_OF_A_PHOTO);
            different.add(Arrays.hashCode(png));
        }
        assertThat(different).hasSameSizeAs(SeedWorld.PORTRAITS.keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everyPhotoIsAPictureOfItsSizeWithColours(Picture picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));

        assertThat(image.getWidth()).isEqualTo(Picture.WIDTH);
        assertThat(image.getHeight()).isEqualTo(Picture.HEIGHT);
        assertThat(colours(image, 10)).hasSizeGreaterThan(COLOURS_OF_A_PHOTO);
        assertThat(SeedWorld.pictures()).contains(picture);
    }

    private static Set<Integer> colours(BufferedImage image, int step) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += step) {
            for (int y = 0; y < image.getHeight(); y += step) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
