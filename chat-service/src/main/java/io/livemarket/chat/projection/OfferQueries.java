package io.livemarket.chat.projection;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the offers of a chat for one of its participants; {@code chat_not_found} for any other viewer. */
public final class OfferQueries {

    private final ChatQueries chats;
    private final OfferIndex index;
    private final MessageBuckets buckets;

    public OfferQueries(MongoDatabase database, ChatQueries chats) {
        this.chats = chats;
        this.index = new OfferIndex(database);
        this.buckets = new MessageBuckets(database);
    }

    /**
     * One offer.
     *
     * @throws ApiException {@code offer_not_found} for an id without an offer in this chat
     */
    public OfferView offer(UUID chatId, UUID viewer, UUID offerId) {
        chats.load(chatId, viewer);
        return index.seq(chatId, offerId).stream()
                .flatMap(seq -> buckets.range(chatId, seq, seq, viewer).stream())
                .flatMap(OfferQueries::shown)
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.OFFER_NOT_FOUND));
    }

    /**
     * The offers of a chat, newest first.
     *
     * @param cursor of the page before; absent for the newest offers
     */
    public Page<OfferView> offers(UUID chatId, UUID viewer, @Nullable String cursor, int limit) {
        chats.load(chatId, viewer);
        long before = cursor == null ? Long.MAX_VALUE : before(cursor);
        List<Long> found = index.before(chatId, before, limit + 1);
        boolean more = found.size() > limit;
        List<Long> page = more ? found.subList(0, limit) : found;
        List<OfferView> offers = buckets.at(chatId, page, viewer).reversed().stream()
                .flatMap(OfferQueries::shown)
                .toList();
        return new Page<>(
                offers, more, more ? HistoryCursor.before(page.getLast()).encode() : null);
    }

    private static long before(String cursor) {
        return HistoryCursor.decode(cursor)
                .filter(place -> !place.newer())
                .orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR))
                .seq();
    }

    private static Stream<OfferView> shown(MessageView message) {
        return Optional.ofNullable(message.body().offer()).map(offer -> OfferView.of(message, offer)).stream();
    }
}
