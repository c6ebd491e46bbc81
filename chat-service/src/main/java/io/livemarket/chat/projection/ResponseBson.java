package io.livemarket.chat.projection;

import io.livemarket.chat.projection.ResponseTimes.Answer;
import io.livemarket.chat.projection.ResponseTimes.Question;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of a seller's response times in a stored participant; absent in documents of versions before them. */
final class ResponseBson {

    private static final String ASKED = "asked";
    private static final String ANSWERS = "answers";

    private ResponseBson() {}

    static void write(Document reader, ResponseTimes times) {
        Question question = times.question();
        if (question != null) {
            reader.append(ASKED, new Document("s", question.seq()).append("at", question.at()));
        }
        if (!times.answers().isEmpty()) {
            reader.append(
                    ANSWERS,
                    times.answers().stream()
                            .map(answer -> new Document("at", answer.at()).append("ms", answer.took()))
                            .toList());
        }
    }

    static ResponseTimes read(Document reader) {
        Document question = reader.get(ASKED, Document.class);
        List<Document> answers = reader.getList(ANSWERS, Document.class);
        return question == null && answers == null
                ? ResponseTimes.NONE
                : new ResponseTimes(readQuestion(question), answers == null ? List.of() : readAnswers(answers));
    }

    private static @Nullable Question readQuestion(@Nullable Document d) {
        return d == null ? null : new Question(ChatBson.number(d, "s"), ChatBson.number(d, "at"));
    }

    private static List<Answer> readAnswers(List<Document> answers) {
        return answers.stream()
                .map(each -> new Answer(ChatBson.number(each, "at"), ChatBson.number(each, "ms")))
                .toList();
    }
}
