package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.RuleAction;

/** The text that a rule looks for, and the consequence where it is found. */
public record RuleText(String category, int severity, RuleAction action, String text) {}
