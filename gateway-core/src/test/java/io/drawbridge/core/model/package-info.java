/** Tests of the wire layer's run time. */
@NullMarked
package io.drawbridge.core.model;

import org.jspecify.annotations.NullMarked;
