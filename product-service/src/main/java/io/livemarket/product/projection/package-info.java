/**
 * The read model of product-service and its queries. Owns these collections; fields with {@code ?} may be absent, ids
 * are text.
 *
 * <pre>
 * products         one document per product, from products.events
 *   _id            productId
 *   version, sellerId, createdAt, updatedAt
 *   state          available, reserved, sold or withdrawn
 *   amount, currency
 *   name?, url?, imageUrl?     absent once the seller's account is deleted; the addresses may be null
 *   reservation?   {offerId, chatId, buyerId}
 *   gone?          true once the seller's account is deleted
 *   logNext        offset in products.events after the newest applied event
 *   indexes        createdAt; state, createdAt; sellerId, createdAt; sellerId, state, createdAt
 *
 * departed         one document per deleted account, from users.events
 *   _id            userId
 *   at             time of the deletion
 * </pre>
 */
@NullMarked
package io.livemarket.product.projection;

import org.jspecify.annotations.NullMarked;
