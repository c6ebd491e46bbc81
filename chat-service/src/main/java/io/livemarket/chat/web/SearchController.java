package io.livemarket.chat.web;

import io.livemarket.chat.config.SearchProperties;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.MessageView;
import io.livemarket.chat.projection.Page;
import io.livemarket.chat.projection.SearchTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.SearchTime;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search for words in the messages of the caller's chats, within a budget of time. */
@RestController
class SearchController {

    private final ChatQueries queries;
    private final ReadConsistency consistency;
    private final SearchTime time;

    SearchController(ChatQueries queries, ReadConsistency consistency, SearchProperties properties) {
        this.queries = queries;
        this.consistency = consistency;
        this.time = new SearchTime(properties.perMinute(), System::nanoTime);
    }

    /**
     * The messages that contain all words, newest first; the last word may be the beginning of one.
     *
     * @param chatId the only chat to be searched; absent for all chats of the caller
     */
    @GetMapping("/messages/search")
    Page<MessageView> search(
            @AuthenticationPrincipal Jwt caller,
            @RequestParam String q,
            @RequestParam(required = false) @Nullable UUID chatId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(50) int limit,
            @RequestHeader(name = ReadConsistency.HEADER, required = false) @Nullable String minOffsets) {
        SearchTerms terms = SearchTerms.parse(q).orElseThrow(() -> ApiException.invalid("q"));
        if (chatId == null) {
            consistency.awaitAll(minOffsets);
        } else {
            consistency.requireChat(chatId, minOffsets);
        }
        return withinBudget(Callers.id(caller), terms, chatId, cursor, limit);
    }

    private Page<MessageView> withinBudget(
            UUID user, SearchTerms terms, @Nullable UUID chatId, @Nullable String cursor, int limit) {
        long retryAfterMs = time.begin(user);
        if (retryAfterMs > 0) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, retryAfterMs);
        }
        long begin = System.nanoTime();
        try {
            return queries.search(user, terms, chatId, cursor, limit);
        } finally {
            time.end(user, Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
