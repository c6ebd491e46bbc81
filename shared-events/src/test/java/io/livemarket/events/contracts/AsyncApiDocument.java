package io.livemarket.events.contracts;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;

/** {@code docs/asyncapi.yaml}: the public topics as an AsyncAPI 3.0 document, written from the catalogue. */
final class AsyncApiDocument {

    private static final String SCHEMAS = "../shared-events/src/main/resources/schemas/";

    private static final String HEAD = """
            # Made from the catalogue of topics and types; see events.md for how. Do not edit by hand.
            asyncapi: 3.0.0
            info:
              title: LiveMarket Chat, public events
              version: 1.0.0
              description: >-
                The topics that other teams may read. Values are JSON, the envelope is CloudEvents 1.0 in Kafka's binary
                content mode. Skip the types that you do not know, ignore the fields that you do not know.
              license:
                name: Apache-2.0
                url: https://www.apache.org/licenses/LICENSE-2.0
            defaultContentType: application/json
            servers:
              kafka:
                host: '{bootstrap}'
                protocol: kafka
                description: The cluster's bootstrap servers. ./livemarket up prints the address of its broker, which asks for no password.
                variables:
                  bootstrap:
                    description: host:port, several separated by commas.
                    default: localhost:9092
                security:
                  - $ref: '#/components/securitySchemes/scram'
            """;

    private static final String HEADERS = """
                headers:
                  type: object
                  required: [ce_specversion, ce_id, ce_type, ce_source, ce_time, ce_subject, content-type]
                  properties:
                    ce_specversion: {type: string, const: "1.0"}
                    ce_id: {type: string, description: "The event's id, unique per source."}
                    ce_type: {type: string, description: "The message's name."}
                    ce_source: {type: string, description: "The service that wrote it."}
                    ce_time: {type: string, format: date-time, description: "When it happened: as a rule when the request was taken, before it was decided."}
                    ce_subject: {type: string, format: uuid, description: "The aggregate's id, also the key but for what is enforced."}
                    content-type: {type: string, const: application/json}
                    lm_audience: {type: string, description: "The user ids that must see it, joined by commas."}
                    lm_withheld: {type: string, description: "Participants who block the author: not to be shown it; ids joined by commas."}
                    lm_actor: {type: string, format: uuid, description: "The user who did it."}
                    lm_command: {type: string, format: uuid, description: "The command that it answers."}
                    lm_origin: {type: string, description: "The instance of a service that sent the command."}
                    lm_moderation: {type: string, description: "What the rules on content found, as JSON; for moderation-service alone."}
                    lm_shown: {type: string, description: "On a notification that was raised: {text, textEs} as JSON in UTF-8, what is shown of it at that moment. No part of the event."}
                    lm_files: {type: string, description: "On a message that was sent: how many files it carries; absent on those of earlier versions."}
                    lm_brought_back: {type: string, format: uuid, description: "On a message that was sent: its sender, where the sender had hidden the chat and this message brings it back."}
                    lm_version: {type: string, description: "On what is enforced, and on the end of it: the user's version that it follows from; the greater one holds."}
                    lm_position: {type: string, description: "How far commands are decided; for the service that decides them."}
                    traceparent: {type: string, description: "The span that caused it, as W3C Trace Context writes it; on records of sampled traces alone."}
            """;

    private AsyncApiDocument() {}

    static String text() {
        StringBuilder text = new StringBuilder(HEAD).append("channels:\n");
        Topics.PUBLIC.forEach(topic -> channel(text, topic));
        text.append("operations:\n");
        Topics.PUBLIC.forEach(topic -> operation(text, topic));
        text.append("""
                components:
                  securitySchemes:
                    scram:
                      type: scramSha512
                      description: A user of the cluster that may read these topics; see events.md for its rights.
                  messages:
                """);
        Topics.PUBLIC.stream()
                .flatMap(topic -> Contract.of(topic).stream())
                .forEach(contract -> message(text, contract));
        return text.append("  schemas:\n").append(HEADERS).toString();
    }

    /** {@code chat.events} of {@code livemarket.chat.events.v1}. */
    static String channelId(Topic topic) {
        return topic.name().replaceFirst("^livemarket\\.", "").replaceFirst("\\.v[0-9]+$", "");
    }

    private static void channel(StringBuilder text, Topic topic) {
        text.append(
                """
                  %s:
                    address: %s
                    description: Written by %s, kept %s; %s.
                    bindings:
                      kafka:
                        topic: %2$s
                        bindingVersion: 0.5.0
                    messages:
                """.formatted(channelId(topic), topic.name(), topic.owner(), EventsDocument.kept(topic), key(topic)));
        Contract.of(topic).forEach(contract -> text.append("""
                      %s:
                        $ref: '#/components/messages/%1$s'
                """.formatted(contract)));
    }

    private static String key(Topic topic) {
        return topic.compact()
                ? "the key names the state that the value is, and a record without a value ends it"
                : "the key is the %s's id".formatted(topic.key());
    }

    private static void operation(StringBuilder text, Topic topic) {
        text.append("""
                  publish.%s:
                    action: send
                    channel:
                      $ref: '#/channels/%1$s'
                """.formatted(channelId(topic)));
    }

    private static void message(StringBuilder text, Contract contract) {
        text.append("""
                    %s:
                      name: %1$s
                      summary: '%s'
                      contentType: application/json
                      headers:
                        $ref: '#/components/schemas/headers'
                      bindings:
                        kafka:
                          key: {type: string%s}
                          bindingVersion: 0.5.0
                      payload:
                        $ref: '%s%1$s.json'
                """.formatted(
                        contract,
                        RecordSources.sentence(contract.name()).replace("'", "''"),
                        contract.topic().compact() ? "" : ", format: uuid",
                        SCHEMAS));
    }
}
