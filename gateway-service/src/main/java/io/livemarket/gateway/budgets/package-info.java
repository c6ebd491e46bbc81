/** What each user and each address may cost this instance: rates, questions under way, and bytes that wait. */
package io.livemarket.gateway.budgets;
