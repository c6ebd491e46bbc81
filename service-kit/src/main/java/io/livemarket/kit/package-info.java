/**
 * What every service needs and none should write twice: typed settings, Kafka clients and topics, commands and their
 * answers, the projection runner, MongoDB, token checks, problem documents and health. It owns no topic and no
 * collection, and knows no domain.
 */
package io.livemarket.kit;
