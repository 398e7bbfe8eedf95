/** Tests of the runtime of the wire layer. */
@NullMarked
package io.drawbridge.core.model;

import org.jspecify.annotations.NullMarked;
