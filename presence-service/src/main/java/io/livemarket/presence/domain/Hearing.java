package io.livemarket.presence.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows which instances were heard, and when. Silence says something only to an ear that hears: while the newest sign
 * of life is old (the cluster is away, or there is a backlog to be read), nobody is lost and no time has passed; once
 * it hears again, everybody has as long as before to be heard. Times are of the caller's clock; confined to one thread.
 */
public final class Hearing {

    /** Nothing is concluded so long after the first look, and after a fact of long ago: more may be on their way. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(2);

    private final Duration lostAfter;
    private final Duration deafAfter;
    private final Map<String, Instant> heard = new HashMap<>();
    private Instant newest = Instant.MIN;
    private Instant settledAt;
    private boolean current;

    /** An instance that fell silent. */
    public record Silent(String instance, Instant lastHeardAt) {}

    /**
     * @param lostAfter so long an instance may be silent
     * @param deafAfter an ear that hears nobody for so long is deaf; shorter than {@code lostAfter}
     */
    public Hearing(Duration lostAfter, Duration deafAfter) {
        this.lostAfter = lostAfter;
        this.deafAfter = deafAfter;
    }

    /** An instance wrote a sign of life at {@code writtenAt}, which is read now. */
    public void heard(String instance, Instant writtenAt, Instant now) {
        look(now);
        newest = writtenAt.isAfter(newest) ? writtenAt : newest;
        heard.put(instance, now);
        look(now);
    }

    /** An instance is known of from elsewhere: it counts as heard, unless it was heard before. */
    public void knowsOf(String instance, Instant now) {
        heard.putIfAbsent(instance, now);
    }

    /**
     * A fact about sessions that was written at {@code writtenAt} is read now: one of long ago is part of a backlog.
     */
    public void backlog(Instant writtenAt, Instant now) {
        look(now);
        if (!writtenAt.plus(deafAfter).isAfter(now)) {
            settledAt = now.plus(SETTLES_WITHIN);
        }
    }

    /** Whether what is not heard now is not there. */
    public boolean isCurrent(Instant now) {
        look(now);
        return current && !now.isBefore(settledAt);
    }

    /** Those that were silent for too long; each is named once. */
    public List<Silent> takeSilent(Instant now) {
        if (!isCurrent(now)) {
            return List.of();
        }
        List<Silent> silent = new ArrayList<>();
        heard.forEach((instance, at) -> {
            if (!at.plus(lostAfter).isAfter(now)) {
                silent.add(new Silent(instance, at));
            }
        });
        silent.forEach(each -> heard.remove(each.instance()));
        return silent;
    }

    private void look(Instant now) {
        if (settledAt == null) {
            settledAt = now.plus(SETTLES_WITHIN);
        }
        boolean hears = newest != Instant.MIN && newest.plus(deafAfter).isAfter(now);
        if (hears && !current) {
            heard.replaceAll((_, _) -> now);
        }
        current = hears;
    }
}
