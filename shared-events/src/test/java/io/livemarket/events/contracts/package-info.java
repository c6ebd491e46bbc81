/**
 * What holds the contracts: the schemas, the golden samples, the compatibility check and the documents are made from
 * the records here, and a test fails when what is committed says something else. Run with
 * {@code -Dlivemarket.contracts.update=true} they are written anew.
 */
package io.livemarket.events.contracts;
