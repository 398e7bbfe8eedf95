// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.store.Entity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The page of a list that a request asks for. */
public final class PageRequest {
    private static final int ITEMS_DEFAULT = 100;
    /** Large, so that all positions have the same number of digits. */
    private static final int FIRST_PLACE = 1_000_000;

    private final Pager pager;
    private final Pager.Scope scope;
    private final int itemsMax;
    private final @Nullable String after;

    private PageRequest(Pager pager, Pager.Scope scope, int itemsMax, @Nullable String after) {
        this.pager = pager;
        this.scope = scope;
        this.itemsMax = itemsMax;
        this.after = after;
    }

    /**
     * @param operation such as {@code iam:ListUsers}
     * @param filter the parameters that select the listed items
     * @throws AwsException ValidationError for a marker of another list
     */
    public static PageRequest of(
            Pager pager,
            String operation,
            RequestContext context,
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String... filter) {
        List<String> parts = new ArrayList<>(filter.length);
        for (String part : filter) {
            parts.add(part == null ? "" : part);
        }
        Pager.Scope scope = new Pager.Scope(operation, context.account().digits(), parts);
        String after = marker == null ? null : new String(pager.decode(scope, marker), StandardCharsets.UTF_8);
        return new PageRequest(pager, scope, maxItems == null ? ITEMS_DEFAULT : maxItems, after);
    }

    /**
     * A page of a list.
     *
     * @param marker where the next page begins; null at the end
     */
    public record Page<T>(List<T> items, @Nullable String marker) {
        public Page {
            items = List.copyOf(items);
        }

        public boolean truncated() {
            return marker != null;
        }

        /** Returns the same page with mapped items. */
        public <R> Page<R> map(Function<T, R> map) {
            return new Page<>(items.stream().map(map).toList(), marker);
        }
    }

    /** Visits rows in the order of their keys. */
    @FunctionalInterface
    public interface Walk<T> {
        /**
         * @param after the key after which to begin; null for the beginning
         * @param visitor returns whether to continue
         */
        void walk(@Nullable String after, Predicate<T> visitor);
    }

    /**
     * Reads no more rows than the page needs.
     *
     * @param key by which the rows are ordered; at most {@link Pager#LAST_KEY_MAX} bytes
     * @param filter selects the listed rows
     */
    public <T> Page<T> walk(Walk<T> rows, Predicate<T> filter, Function<T, String> key) {
        List<T> items = new ArrayList<>();
        boolean[] truncated = {false};
        rows.walk(after, row -> {
            if (filter.test(row)) {
                truncated[0] = items.size() == itemsMax;
                if (!truncated[0]) {
                    items.add(row);
                }
            }
            return !truncated[0];
        });
        return new Page<>(items, truncated[0] ? marker(key.apply(items.get(items.size() - 1))) : null);
    }

    /**
     * Reads no more users, groups or roles than the page needs.
     *
     * @param rows in the order of their names in lower case
     * @param pathPrefix the prefix of the paths of listed entities; null means all
     */
    public <T extends Entity> Page<T> walkPath(Walk<T> rows, @Nullable String pathPrefix) {
        return walk(rows, entity -> pathPrefix == null || entity.path().startsWith(pathPrefix), entity -> entity.name()
                .toLowerCase(Locale.ROOT));
    }

    /** Returns a page of a short list that is complete in memory, in any order. */
    public <T> Page<T> cut(List<T> all, Function<T, String> key) {
        List<T> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(key));
        return walk(
                (after, visitor) -> {
                    for (T item : sorted) {
                        if ((after == null || key.apply(item).compareTo(after) > 0) && !visitor.test(item)) {
                            return;
                        }
                    }
                },
                item -> true,
                key);
    }

    /**
     * Returns a page of a short list that is complete in memory, in its order; for keys that are too long for a marker.
     */
    public <T> Page<T> cutInOrder(List<T> all) {
        List<Integer> places = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            places.add(i);
        }
        return cut(places, place -> Integer.toString(FIRST_PLACE + place)).map(all::get);
    }

    /**
     * Creates the items of a page of a numbered list, and no others.
     *
     * @param size the number of all items
     * @param make creates the item with a number, counted from 0
     * @param last returns whether the page ends early after the item; called once for each, in order
     */
    public <T> Page<T> cutNumbered(int size, IntFunction<T> make, Predicate<T> last) {
        int number = after == null ? 0 : Integer.parseInt(after) - FIRST_PLACE + 1;
        List<T> items = new ArrayList<>();
        boolean ended = false;
        while (number < size && items.size() < itemsMax && !ended) {
            T item = make.apply(number++);
            items.add(item);
            ended = last.test(item);
        }
        return new Page<>(items, number < size ? marker(Integer.toString(FIRST_PLACE + number - 1)) : null);
    }

    private String marker(String lastKey) {
        return pager.encode(scope, lastKey.getBytes(StandardCharsets.UTF_8));
    }
}
