// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What users, groups and roles have in common: names, unique ids, inline policies and attachments. */
@NullMarked
package io.drawbridge.iam.entity;

import org.jspecify.annotations.NullMarked;
