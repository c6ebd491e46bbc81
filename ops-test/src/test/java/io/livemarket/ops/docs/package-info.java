/**
 * Holds the documents that people read, and the comments of the code, against the repository: links, names, commands,
 * words, null contracts.
 */
package io.livemarket.ops.docs;
