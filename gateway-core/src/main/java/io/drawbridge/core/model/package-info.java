/**
 * The run time of the generated wire layer: shapes, operations, codecs and validation. Types of one service are
 * generated from its model file; nothing in here knows a service.
 */
@NullMarked
package io.drawbridge.core.model;

import org.jspecify.annotations.NullMarked;
