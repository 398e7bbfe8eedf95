/**
 * The runtime of the generated wire layer: shapes, operations, codecs and validation. The types of a service are
 * generated from its model file; this package contains nothing about a particular service.
 */
@NullMarked
package io.drawbridge.core.model;

import org.jspecify.annotations.NullMarked;
