// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.model.CommonPrefix;
import io.drawbridge.s3.model.DeleteMarkerEntry;
import io.drawbridge.s3.model.ObjectVersion;
import io.drawbridge.s3.model.Owner;
import io.drawbridge.s3.model.S3Object;
import io.drawbridge.s3.object.DeleteMarker;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.VersionIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the entries of a page as elements of the response. */
final class ListingEntries {
    private static final String STANDARD = "STANDARD";

    private ListingEntries() {}

    /** @param owner null to leave it out */
    static List<S3Object> objects(ListingPage page, TextEncoding encoding, @Nullable Owner owner) {
        List<S3Object> elements = new ArrayList<>();
        for (ListingPage.Item item : page.items()) {
            StoredObject object = item.object();
            elements.add(S3Object.builder()
                    .key(encoding.encode(item.text()))
                    .lastModified(object.lastModified())
                    .eTag('"' + object.etag() + '"')
                    .checksumAlgorithm(algorithm(object))
                    .checksumType(type(object))
                    .size(object.size())
                    .storageClass(storageClass(object))
                    .owner(owner)
                    .build());
        }
        return elements;
    }

    /** Renders the versions that are objects. */
    static List<ObjectVersion> versions(VersionsPage page, TextEncoding encoding, Owner owner) {
        List<ObjectVersion> elements = new ArrayList<>();
        for (VersionsPage.Item item : page.items()) {
            if (item.version() instanceof StoredObject object) {
                elements.add(ObjectVersion.builder()
                        .key(encoding.encode(item.text()))
                        .versionId(VersionIds.text(object))
                        .isLatest(item.latest())
                        .lastModified(object.lastModified())
                        .eTag('"' + object.etag() + '"')
                        .checksumAlgorithm(algorithm(object))
                        .checksumType(type(object))
                        .size(object.size())
                        .storageClass(storageClass(object))
                        .owner(owner)
                        .build());
            }
        }
        return elements;
    }

    /** Renders the versions that are delete markers. */
    static List<DeleteMarkerEntry> deleteMarkers(VersionsPage page, TextEncoding encoding, Owner owner) {
        List<DeleteMarkerEntry> elements = new ArrayList<>();
        for (VersionsPage.Item item : page.items()) {
            if (item.version() instanceof DeleteMarker marker) {
                elements.add(DeleteMarkerEntry.builder()
                        .key(encoding.encode(item.text()))
                        .versionId(VersionIds.text(marker))
                        .isLatest(item.latest())
                        .lastModified(marker.lastModified())
                        .owner(owner)
                        .build());
            }
        }
        return elements;
    }

    static List<CommonPrefix> prefixes(ListingPage page, TextEncoding encoding) {
        List<CommonPrefix> elements = new ArrayList<>();
        for (ListingPage.Prefix prefix : page.prefixes()) {
            elements.add(CommonPrefix.builder()
                    .prefix(encoding.encode(prefix.text()))
                    .build());
        }
        return elements;
    }

    private static @Nullable List<String> algorithm(StoredObject object) {
        Checksum checksum = object.checksum();
        return checksum == null ? null : List.of(checksum.algorithm().name());
    }

    private static @Nullable String type(StoredObject object) {
        Checksum checksum = object.checksum();
        return checksum == null ? null : checksum.composite() ? "COMPOSITE" : "FULL_OBJECT";
    }

    private static String storageClass(StoredObject object) {
        String storageClass = object.headers().storageClass();
        return storageClass == null ? STANDARD : storageClass;
    }
}
