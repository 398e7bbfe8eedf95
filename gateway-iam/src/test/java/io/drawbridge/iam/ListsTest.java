// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.iam.accesskey.LastUsed;
import io.drawbridge.iam.model.AccessKeyLastUsed;
import io.drawbridge.iam.model.CreateAccessKeyRequest;
import io.drawbridge.iam.model.GetAccessKeyLastUsedRequest;
import io.drawbridge.iam.model.GetAccountAuthorizationDetailsRequest;
import io.drawbridge.iam.model.GetAccountAuthorizationDetailsResponse;
import io.drawbridge.iam.model.GetAccountSummaryRequest;
import io.drawbridge.iam.model.GetUserRequest;
import io.drawbridge.iam.model.ListGroupsRequest;
import io.drawbridge.iam.model.ListUserTagsRequest;
import io.drawbridge.iam.model.ListUserTagsResponse;
import io.drawbridge.iam.model.ListUsersRequest;
import io.drawbridge.iam.model.ListUsersResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.model.TagUserRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, tags, and requests without a name. */
final class ListsTest {
    private final IamBed bed = new IamBed();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 250, 1_000})
    void pagesOverManyUsersHaveNeitherGapNorDuplicate(int maxItems) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            String name = (i % 3 == 0 ? "U" : "u") + i;
            names.add(name);
            bed.user(name);
        }
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            ListUsersResponse page = bed.call(
                    ListUsersRequest.OPERATION,
                    ListUsersRequest.builder().maxItems(maxItems).marker(marker).build());
            page.users().forEach(user -> seen.add(user.userName()));
            marker = page.marker();
        } while (marker != null);
        names.sort(String.CASE_INSENSITIVE_ORDER);
        assertThat(seen).isEqualTo(names);
    }

    @Test
    void aMarkerIsValidForItsOwnListOnly() {
        bed.user("a");
        bed.user("b");
        String marker = bed.call(
                        ListUsersRequest.OPERATION,
                        ListUsersRequest.builder().maxItems(1).build())
                .marker();
        assertThatThrownBy(() -> bed.call(
                        ListUsersRequest.OPERATION,
                        ListUsersRequest.builder()
                                .pathPrefix("/x/")
                                .marker(marker)
                                .build()))
                .isInstanceOf(AwsException.class);
        assertThatThrownBy(() -> bed.call(
                        ListGroupsRequest.OPERATION,
                        ListGroupsRequest.builder().marker(marker).build()))
                .isInstanceOf(AwsException.class);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private void tagUser(Tag... tags) {
        bed.call(
                TagUserRequest.OPERATION,
                TagUserRequest.builder().userName("bob").tags(List.of(tags)).build());
    }

    @Test
    void tagKeysOfUsersDifferInMoreThanCase() {
        bed.user("bob");
        tagUser(tag("Team", "a"), tag("Cost", "1"));
        tagUser(tag("team", "b"));
        ListUserTagsRequest list = ListUserTagsRequest.builder().userName("bob").build();
        assertThat(bed.call(ListUserTagsRequest.OPERATION, list).tags())
                .extracting(Tag::key, Tag::value)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("team", "b"),
                        org.assertj.core.groups.Tuple.tuple("Cost", "1"));
        assertThatThrownBy(() -> tagUser(tag("x", "1"), tag("X", "2")))
                .hasMessage("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertThatThrownBy(() -> tagUser(tag("aws:x", "1"))).isInstanceOf(AwsException.class);
    }

    @Test
    void longTagKeysArePaged() {
        bed.user("bob");
        tagUser(tag("\u00e4".repeat(128), "1"), tag("\u00f6".repeat(128), "2"), tag("c", "3"));
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            ListUserTagsResponse page = bed.call(
                    ListUserTagsRequest.OPERATION,
                    ListUserTagsRequest.builder()
                            .userName("bob")
                            .maxItems(1)
                            .marker(marker)
                            .build());
            page.tags().forEach(tag -> seen.add(tag.value()));
            marker = page.marker();
        } while (marker != null);
        assertThat(seen).containsExactly("1", "2", "3");
    }

    @Test
    void anAbsentUserNameMeansTheCaller() {
        bed.user("bob");
        bed.allow("bob", IamBed.ALLOW_ALL);
        GetUserRequest absent = GetUserRequest.builder().build();
        assertThat(bed.call(bed.as("bob"), GetUserRequest.OPERATION, absent)
                        .user()
                        .userName())
                .isEqualTo("bob");
        assertThat(bed.call(GetUserRequest.OPERATION, absent).user().arn()).isEqualTo("arn:aws:iam::111122223333:root");
        String roleId = bed.role("r", IamBed.TRUST_ROOT).roleId();
        RequestContext session = bed.context(
                new Principal.RoleSession(IamBed.ACCOUNT, Arn.iam(IamBed.ACCOUNT, "role/r"), roleId, "r", "session"),
                null);
        assertThatThrownBy(() -> bed.call(session, GetUserRequest.OPERATION, absent))
                .hasMessage("Must specify userName when calling with non-User credentials");
    }

    @Test
    void theUseOfAKeyIsRecordedOnceInAQuarterOfAnHour() {
        bed.user("bob");
        String id = bed.call(
                        CreateAccessKeyRequest.OPERATION,
                        CreateAccessKeyRequest.builder().userName("bob").build())
                .accessKey()
                .accessKeyId();
        GetAccessKeyLastUsedRequest get =
                GetAccessKeyLastUsedRequest.builder().accessKeyId(id).build();
        AccessKeyLastUsed never = Objects.requireNonNull(
                bed.call(GetAccessKeyLastUsedRequest.OPERATION, get).accessKeyLastUsed());
        assertThat(never.lastUsedDate()).isNull();
        assertThat(never.serviceName()).isEqualTo("N/A");
        LastUsed lastUsed = new LastUsed(bed.tables.store(), bed.tables.accessKeys());
        lastUsed.note(id, "s3", "us-east-1", IamBed.NOW);
        lastUsed.note(id, "iam", "eu-west-1", IamBed.NOW.plusSeconds(899));
        lastUsed.note("AKIAUNKNOWNUNKNOWN00", "iam", "eu-west-1", IamBed.NOW);
        AccessKeyLastUsed once = Objects.requireNonNull(
                bed.call(GetAccessKeyLastUsedRequest.OPERATION, get).accessKeyLastUsed());
        assertThat(once.lastUsedDate()).isEqualTo(IamBed.NOW);
        assertThat(once.serviceName()).isEqualTo("s3");
        lastUsed.note(id, "iam", "eu-west-1", IamBed.NOW.plusSeconds(900));
        AccessKeyLastUsed again = Objects.requireNonNull(
                bed.call(GetAccessKeyLastUsedRequest.OPERATION, get).accessKeyLastUsed());
        assertThat(again.serviceName()).isEqualTo("iam");
        assertThat(again.region()).isEqualTo("eu-west-1");
    }

    @Test
    void theDetailsOfAnAccountArePagedOverAllKinds() {
        bed.user("bob");
        bed.user("carol");
        bed.group("team");
        bed.role("r", IamBed.TRUST_ROOT);
        bed.policy("p");
        bed.allow("bob", IamBed.ALLOW_ALL);
        int pages = 0;
        int found = 0;
        String marker = null;
        do {
            GetAccountAuthorizationDetailsResponse page = bed.call(
                    GetAccountAuthorizationDetailsRequest.OPERATION,
                    GetAccountAuthorizationDetailsRequest.builder()
                            .maxItems(1)
                            .marker(marker)
                            .build());
            found += page.userDetailList().size()
                    + page.groupDetailList().size()
                    + page.roleDetailList().size()
                    + page.policies().size();
            pages++;
            marker = page.marker();
        } while (marker != null);
        assertThat(found).isEqualTo(5);
        assertThat(pages).isEqualTo(5);
        Map<String, Integer> summary = bed.call(
                        GetAccountSummaryRequest.OPERATION,
                        GetAccountSummaryRequest.builder().build())
                .summaryMap();
        assertThat(summary)
                .containsEntry("Users", 2)
                .containsEntry("Policies", 1)
                .containsEntry("Roles", 1);
    }
}
