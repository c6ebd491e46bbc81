# syntax=docker/dockerfile:1
# One file for the seven images:
#   docker build --build-arg SERVICE=chat-service --build-arg MAIN=io.livemarket.chat.ChatServiceApplication -t livemarket/chat-service .
# The same image without an engine: docs/operations.md, "Images".

FROM eclipse-temurin:25-jdk-noble AS build
ARG SERVICE
WORKDIR /source
# The files by which Maven finds dependencies change seldom, the sources often; the cache of the repository serves both.
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -ntp -DskipTests -pl "${SERVICE}" -am package \
      dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/image/lib
WORKDIR /image
# Layers by how often they change: others' jars, our own, the service.
RUN mkdir -p others ours service \
    && for jar in "/source/${SERVICE}"/target/image/lib/*.jar; do \
         case "$(basename "$jar")" in \
           shared-events-*|service-kit-*|content-rules-*|socketio-*) cp "$jar" ours/ ;; \
           *) cp "$jar" others/ ;; \
         esac; \
       done \
    && find "/source/${SERVICE}/target" -maxdepth 1 -name "${SERVICE}-*.jar" ! -name '*-tests.jar' -exec cp {} service/ ';'

FROM eclipse-temurin:25-jre-noble AS trained
ARG MAIN
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /app
COPY --from=build /image/others lib
COPY --from=build /image/ours lib
COPY --from=build /image/service lib
COPY deploy/jvm.options jvm.options
# The class path in one order, for the cache fits no other. The training run makes every bean and ends before anything is started:
# it needs no Kafka. Should it fail, the image has no cache, and starts more slowly.
RUN printf -- '-cp\n%s\n' "$(find /app/lib -name '*.jar' | sort | paste -s -d ':' -)" >> jvm.options \
    && printf '%s\n' "${MAIN}" > main \
    && { LIVEMARKET_AUTH_MASTERKEY="$(head -c 32 /dev/urandom | base64)" \
         LIVEMARKET_FILES_URLKEY="$(head -c 32 /dev/urandom | base64)" \
         LIVEMARKET_NOTIFICATION_PUSH_KEYSFILE=/tmp/vapid.keys \
         timeout 300 java -XX:AOTCacheOutput=/app/app.aot -Dspring.context.exit=onRefresh @jvm.options "${MAIN}" \
       || echo "no AOT cache: the training run failed"; }

FROM eclipse-temurin:25-jre-noble
RUN groupadd --gid 10001 livemarket \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin livemarket \
    && install -d -o 10001 -g 10001 /var/lib/livemarket
WORKDIR /app
COPY --from=build /image/others lib
COPY --from=build /image/ours lib
COPY --from=build /image/service lib
COPY --from=trained /app/jvm.options /app/main /app/app.ao[t] ./
USER 10001:10001
VOLUME /var/lib/livemarket
EXPOSE 8080-8087 9090
# Another main class in the command's place runs a job, such as io.livemarket.kit.kafka.TopicsJob.
ENTRYPOINT ["java", "-XX:AOTCache=/app/app.aot", "@/app/jvm.options"]
CMD ["@/app/main"]
