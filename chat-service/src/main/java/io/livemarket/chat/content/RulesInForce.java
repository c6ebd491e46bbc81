package io.livemarket.chat.content;

import io.livemarket.chat.content.ContentProperties.ContactDetailsAction;
import io.livemarket.chat.content.RoleMatchers.RoleRule;
import io.livemarket.chat.domain.Screening;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.events.moderation.RuleEvent.RuleWithdrawn;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.rules.Action;
import io.livemarket.rules.ContentRule;
import io.livemarket.rules.ShippedRules;
import io.livemarket.rules.Verdict;
import io.livemarket.rules.contact.ContactDetails;
import io.livemarket.rules.contact.ContactDetails.Kind;
import io.livemarket.rules.contact.Risk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules on content in force at this instance: the shipped rules with the moderators' changes. A change takes effect
 * once its record is consumed and the matcher rebuilt, a fraction of a second after the record was published. Events
 * hold the result of the screening, so that no earlier decision depends on later rules.
 */
public final class RulesInForce extends FollowedTopics implements Screener {

    private static final Logger log = LoggerFactory.getLogger(RulesInForce.class);
    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);
    private static final int CONTACT_SEVERITY = 2;
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final ContentProperties properties;
    private final MeterRegistry metrics;
    private final ContactDetails contacts;
    private final Map<String, RoleRule> rules = new LinkedHashMap<>();
    private volatile InForce inForce;
    /** Accessed only by the tail's thread until the tail is ready. */
    private long version;

    /** @param version the offset after the newest record that the matchers contain; 0 for the shipped rules alone */
    private record InForce(long version, RoleMatchers matchers) {}

    /** The value of the events' header {@code lm_moderation}. */
    private record Note(long rules, List<Verdict.Hit> hits) {}

    public RulesInForce(
            KafkaClients clients, TopicProvisioner topics, ContentProperties properties, MeterRegistry metrics) {
        super(topics, List.of(Topics.MODERATION_RULES));
        this.properties = properties;
        this.metrics = metrics;
        this.contacts = new ContactDetails(properties.allowedHosts(), properties.phoneRegions());
        this.clients = clients;
        ShippedRules.all().forEach(rule -> rules.put(rule.id(), new RoleRule(rule, Set.of())));
        inForce = new InForce(0, RoleMatchers.of(rules.values()));
    }

    @Override
    public Screening screen(String content, boolean afterDeal, @Nullable ChatRole role) {
        InForce now = inForce;
        Verdict verdict = now.matchers().of(role).check(content);
        ContactDetailsAction asked = properties.action(afterDeal);
        boolean off = asked == ContactDetailsAction.OFF;
        Set<Kind> found = off && !looksForRisks() ? Set.of() : contacts.in(content);
        Set<Kind> kinds = off ? Set.of() : found;
        if (verdict.isClean() && kinds.isEmpty()) {
            return found.isEmpty()
                    ? Screening.clean(content)
                    : Screening.clean(content).with(risks(content, found, !off));
        }
        Action onContacts = onContacts(asked);
        List<Verdict.Hit> hits = new ArrayList<>(verdict.hits());
        kinds.forEach(kind -> hits.add(
                new Verdict.Hit(kind.name().toLowerCase(Locale.ROOT), category(kind), CONTACT_SEVERITY, onContacts)));
        hits.forEach(this::count);
        boolean masked = hits.stream().anyMatch(hit -> hit.action() == Action.MASK);
        String refusedFor = verdict.refusedFor() == null && onContacts == Action.REJECT && !kinds.isEmpty()
                ? category(kinds.iterator().next())
                : verdict.refusedFor();
        String shown = onContacts == Action.MASK ? contacts.mask(content, verdict.content(), kinds) : verdict.content();
        String note = new String(Json.bytes(new Note(now.version(), hits)), StandardCharsets.UTF_8);
        return new Screening(
                shown,
                refusedFor,
                masked,
                kinds.stream().map(RulesInForce::category).distinct().toList(),
                note,
                risks(content, found, !off));
    }

    /** Whether recipients are warned: not where contact details are not looked for at all. */
    private boolean looksForRisks() {
        return properties.recipientWarnings() && properties.contactDetails() != ContactDetailsAction.OFF;
    }

    /** @param contactsToo whether contact details may be a risk, as they are not after a deal */
    private Screening.Risks risks(String content, Set<Kind> found, boolean contactsToo) {
        if (found.isEmpty() || !looksForRisks()) {
            return Screening.Risks.NONE;
        }
        Set<Risk> risks = contacts.risks(content, found);
        return new Screening.Risks(
                risks.stream()
                        .filter(risk -> risk != Risk.CONTACT)
                        .map(RulesInForce::warning)
                        .toList(),
                contactsToo && risks.contains(Risk.CONTACT));
    }

    private static RecipientWarning warning(Risk risk) {
        return switch (risk) {
            case PAYMENT_LINK -> RecipientWarning.PAYMENT_LINK;
            case PARCEL_TRACKING_LINK -> RecipientWarning.PARCEL_TRACKING_LINK;
            case OFF_PLATFORM_PAYMENT -> RecipientWarning.OFF_PLATFORM_PAYMENT;
            case CONTACT -> RecipientWarning.CONTACT_OF_NEW_ACCOUNT;
        };
    }

    /** Counts a hit. A command that is decided again after a failure is counted again. */
    private void count(Verdict.Hit hit) {
        Counter.builder("livemarket.content.hits")
                .tag("category", hit.category())
                .tag("action", hit.action().name().toLowerCase(Locale.ROOT))
                .description("What rules on content found in messages and names")
                .register(metrics)
                .increment();
    }

    private static Action onContacts(ContactDetailsAction asked) {
        return switch (asked) {
            case OFF, FLAG -> Action.FLAG;
            case MASK -> Action.MASK;
            case REJECT -> Action.REJECT;
        };
    }

    private static String category(Kind kind) {
        return switch (kind) {
            case PAYMENT, IBAN, ACCOUNT, WALLET -> "off_platform_payment";
            case PHONE, EMAIL, HANDLE, LINK -> "contact_details";
        };
    }

    private synchronized void changed(ConsumerRecord<String, byte[]> record) {
        RULES.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case RuleDefined e
                when e.enabled() ->
                    rules.put(
                            e.ruleId().toString(),
                            new RoleRule(
                                    new ContentRule(
                                            e.ruleId().toString(),
                                            e.category(),
                                            e.severity(),
                                            Action.valueOf(e.action().name()),
                                            e.text()),
                                    e.roles() == null ? Set.of() : Set.copyOf(e.roles())));
                case RuleDefined e -> rules.remove(e.ruleId().toString());
                case RuleProposed _, RuleWithdrawn _ -> {
                    return; // A rule that waits for approval has no effect.
                }
            }
            version = record.offset() + 1;
            if (isReady()) {
                compile();
            }
        });
    }

    private synchronized void compile() {
        if (version != inForce.version()) {
            inForce = new InForce(version, RoleMatchers.of(rules.values()));
        }
        log.info("Rules on content in force: rules={}, version={}", rules.size(), version);
    }

    /** The version of the rules by which texts are screened now. */
    public long version() {
        return inForce.version();
    }

    @Override
    protected List<TopicTail> follow() {
        return List.of(
                TopicTail.fromBeginning("moderation-rules", clients, List.of(Topics.MODERATION_RULES), this::changed));
    }

    /**
     * Puts every change that moderators made before the start in force, before the engine decides its first command.
     */
    @Override
    protected void begun() {
        requireReady(READY_WITHIN);
        compile();
    }
}
