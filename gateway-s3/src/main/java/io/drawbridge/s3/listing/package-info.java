/** Listings of the objects of a bucket. */
@NullMarked
package io.drawbridge.s3.listing;

import org.jspecify.annotations.NullMarked;
