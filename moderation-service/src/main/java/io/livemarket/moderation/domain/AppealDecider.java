package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.moderation.domain.ModerationCommand.AnswerAppeal;
import io.livemarket.moderation.domain.ModerationCommand.MakeAppeal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides appeals against moderators' decisions, and their answers. Pure. */
final class AppealDecider {

    /** The time after which the moderator who decided may answer, where no other one did. */
    static final Duration FOR_OTHERS = Duration.ofHours(24);

    private AppealDecider() {}

    static Decision make(Person person, MakeAppeal make) {
        List<Decided> of = person.decided().reversed().stream()
                .filter(each -> make.decision() == null || each.kind() == make.decision())
                .filter(each -> each.kind() == AppealedDecision.WARNING || isInForce(person, each, make))
                .toList();
        if (person.decided().stream().anyMatch(each -> each.hasAppeal(make.appealId()))) {
            return new Decision.Unchanged();
        }
        return chosen(of)
                .<Decision>map(decided -> new Decision.Accepted(new AppealMade(
                        make.userId(),
                        person.version() + 1,
                        make.appealId(),
                        decided.kind(),
                        decided.version(),
                        decided.moderatorId(),
                        make.text(),
                        make.requestedAt())))
                .orElseGet(() ->
                        new Decision.Rejected(of.isEmpty() ? ErrorCode.NOTHING_TO_APPEAL : ErrorCode.APPEAL_MADE));
    }

    /** The suspension in force, or else the latest warning, without an appeal. */
    private static Optional<Decided> chosen(List<Decided> newestFirst) {
        List<Decided> free =
                newestFirst.stream().filter(each -> each.appeal() == null).toList();
        return free.stream()
                .filter(each -> each.kind() == AppealedDecision.SUSPENSION)
                .findFirst()
                .or(() -> free.stream().findFirst());
    }

    /** Whether a decision is the suspension in force: a further suspension takes the place of the one before. */
    private static boolean isInForce(Person person, Decided decided, ModerationCommand command) {
        return person.suspension() != null
                && !person.suspension().isOver(command.requestedAt())
                && person.decided().stream()
                        .filter(each -> each.kind() == AppealedDecision.SUSPENSION)
                        .reduce((_, newer) -> newer)
                        .filter(decided::equals)
                        .isPresent();
    }

    static Decision answer(Person person, AnswerAppeal answer) {
        Optional<Decided> found = person.decided().stream()
                .filter(each -> each.hasAppeal(answer.appealId()))
                .findFirst();
        Decided.Appeal appeal = found.map(Decided::appeal).orElse(null);
        if (appeal == null || appeal.answered()) {
            return new Decision.Rejected(ErrorCode.APPEAL_NOT_FOUND);
        }
        Decided decided = found.get();
        boolean early = answer.requestedAt().isBefore(appeal.at().plus(FOR_OTHERS));
        if (decided.moderatorId().equals(answer.actorId()) && early) {
            return new Decision.Rejected(ErrorCode.APPEAL_OF_YOUR_OWN);
        }
        return new Decision.Accepted(events(person, decided, answer));
    }

    private static List<ModerationEvent> events(Person person, Decided decided, AnswerAppeal answer) {
        List<ModerationEvent> events = new ArrayList<>();
        events.add(new AppealAnswered(
                answer.userId(),
                person.version() + 1,
                answer.appealId(),
                answer.actorId(),
                answer.outcome(),
                answer.answer(),
                answer.requestedAt()));
        if (answer.outcome() == AppealOutcome.GRANTED && isInForce(person, decided, answer)) {
            events.add(new SuspensionLifted(
                    answer.userId(), person.version() + 2, answer.actorId(), answer.answer(), answer.requestedAt()));
        }
        return List.copyOf(events);
    }
}
