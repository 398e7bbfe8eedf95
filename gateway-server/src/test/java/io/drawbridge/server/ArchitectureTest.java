// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.iam.store.IamTables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/invariants.md that can be read off the compiled classes. */
@AnalyzeClasses(
        packages = "io.drawbridge",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
    /** Tests of other modules come as jars when everything is packaged. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** Modules whose root package only puts the others together. */
    private static final List<String> COMPOSITION_ROOTS = List.of(
            "io.drawbridge.core", "io.drawbridge.iam", "io.drawbridge.sts", "io.drawbridge.s3", "io.drawbridge.server");

    private static final Set<String> PASSED_IN = Set.of(
            "java.util.UUID.randomUUID", "java.util.concurrent.ThreadLocalRandom.current", "java.lang.System.nanoTime");

    /** What may call one of them all the same, and why. */
    private static final Map<String, Set<String>> EXCEPTIONS = Map.ofEntries(
            // The composition root passes the clock to the others.
            Map.entry("io.drawbridge.server.RunningServer", Set.of("nanoTime")),
            // The length of a pause between two attempts; no result depends on it.
            Map.entry("io.drawbridge.core.kv.KeyValueStore", Set.of("current")),
            // Which entry leaves a full cache; no result depends on it.
            Map.entry("io.drawbridge.server.engine.rocksdb.RowCache", Set.of("current")),
            // Bounds a wait for another process or a device, which no test clock moves.
            Map.entry("io.drawbridge.server.command.BatchAppender", Set.of("nanoTime")),
            Map.entry("io.drawbridge.server.control.LineChannel", Set.of("nanoTime")),
            Map.entry("io.drawbridge.server.control.SnapshotLease", Set.of("nanoTime")),
            Map.entry("io.drawbridge.server.blobs.UpstreamBlobStore", Set.of("nanoTime")),
            Map.entry("io.drawbridge.server.engine.rocksdb.Database", Set.of("nanoTime")),
            Map.entry("io.drawbridge.server.engine.rocksdb.RocksEngine", Set.of("nanoTime")),
            // The same, and ids that must differ between processes that know nothing of each other.
            Map.entry("io.drawbridge.server.engine.postgres.PostgresEngine", Set.of("nanoTime", "randomUUID")),
            Map.entry("io.drawbridge.server.engine.postgres.PostgresWriter", Set.of("nanoTime", "randomUUID")),
            Map.entry("io.drawbridge.server.engine.postgres.PostgresTables", Set.of("randomUUID")),
            Map.entry("io.drawbridge.server.data.FolderMark", Set.of("randomUUID")));

    @ArchTest
    static final ArchRule nettyStaysInTheHttpPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.drawbridge.server.http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule coreKnowsNobody = noClasses()
            .that()
            .resideInAPackage("io.drawbridge.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.drawbridge.iam..", "io.drawbridge.sts..", "io.drawbridge.s3..", "io.drawbridge.server..");

    @ArchTest
    static final ArchRule corePackagesHaveNoCycles =
            slices().matching("io.drawbridge.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule iamPackagesHaveNoCycles =
            slices().matching("io.drawbridge.iam.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stsPackagesHaveNoCycles =
            slices().matching("io.drawbridge.sts.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule s3PackagesHaveNoCycles =
            slices().matching("io.drawbridge.s3.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule serverPackagesHaveNoCycles =
            slices().matching("io.drawbridge.server.(*)..").should().beFreeOfCycles();

    /** Together with the rules on cycles: no cycle leads through a root package. */
    @ArchTest
    static final ArchRule noPackageDependsOnTheRootOfItsModule = CompositeArchRule.of(COMPOSITION_ROOTS.stream()
            .map(root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root))
            .toList());

    @ArchTest
    static final ArchRule oneClassCallsSlf4j = noClasses()
            .that()
            .resideOutsideOfPackages("io.drawbridge.core.log", "io.drawbridge.server.command")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule iamKnowsOrganizationsByTheirPortOnly = noClasses()
            .that()
            .resideInAPackage("io.drawbridge.iam..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.drawbridge.organization..");

    @ArchTest
    static final ArchRule organizationsDoNotKnowIam = noClasses()
            .that()
            .resideInAPackage("io.drawbridge.organization..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.drawbridge.iam..", "io.drawbridge.sts..", "io.drawbridge.s3..", "io.drawbridge.server..");

    @ArchTest
    static final ArchRule actionsAreFinalAndPackagePrivate = classes()
            .that()
            .implement(ApiAction.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .bePackagePrivate();

    /** What is checked is what is done: an action of IAM reads and changes the store by IamTransactions only. */
    @ArchTest
    static final ArchRule iamActionsUseTheTransactionsOfTheirRequest = noClasses()
            .that()
            .resideInAPackage("io.drawbridge.iam..")
            .and()
            .resideOutsideOfPackages(
                    "io.drawbridge.iam.transaction", "io.drawbridge.iam.store", "io.drawbridge.iam.directory")
            .and()
            .doNotHaveFullyQualifiedName("io.drawbridge.iam.accesskey.LastUsed")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(KeyValueStore.class)
            .orShould()
            .callMethodWhere(target(owner(assignableTo(IamTables.class)))
                    .and(target(nameMatching("store|change|changeOnly|touch"))));

    /** The role that was checked is the role that is assumed: RoleTarget reads it once a request. */
    @ArchTest
    static final ArchRule stsReadsRolesOnceARequest = noClasses()
            .that()
            .resideInAPackage("io.drawbridge.sts..")
            .and()
            .doNotHaveFullyQualifiedName("io.drawbridge.sts.role.RoleTarget")
            .should()
            .callMethod(IdentityDirectory.class, "role", Arn.class);

    /** Case of tag keys is folded by TagKeys and nothing else. */
    @ArchTest
    static final ArchRule tagKeysAreFoldedInOneWay = noClasses()
            .that()
            .haveNameMatching("io\\.drawbridge\\.(core\\.authz\\.PrincipalValues|iam\\.entity\\.(TagSet|IamConditions)"
                    + "|sts\\.(role|session)\\.\\w+|s3\\.(bucket|object|tagging)\\.\\w*(Tag|Access)\\w*)(\\$.*)?")
            .should()
            .callMethod(String.class, "equalsIgnoreCase", String.class)
            .orShould()
            .callMethod(String.class, "toLowerCase", Locale.class)
            .orShould()
            .callMethod(String.class, "toUpperCase", Locale.class)
            .orShould()
            .accessField(String.class, "CASE_INSENSITIVE_ORDER");

    @ArchTest
    static final ArchRule timeAndChanceComeByConstructor = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(java.util.Random.class);

    /** The clock, the random source and ids are passed in, so that tests decide them. */
    @ArchTest
    static final ArchRule monotonicTimeAndIdsComeByConstructor = classes()
            .should(new ArchCondition<>("use no monotonic time, thread-local random or random UUID") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Set<String> excepted = EXCEPTIONS.getOrDefault(type.getName(), Set.of());
                    type.getCodeUnitAccessesFromSelf().stream()
                            .filter(access -> !excepted.contains(access.getName()))
                            .filter(access ->
                                    PASSED_IN.contains(access.getTargetOwner().getName() + "." + access.getName()))
                            .forEach(access ->
                                    events.add(SimpleConditionEvent.violated(access, access.getDescription())));
                }
            });

    /** Everything that must not be guessed comes from a generator that is passed in: no other kind is made. */
    @ArchTest
    static final ArchRule secureRandomIsTheOnlyGenerator = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.SplittableRandom")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.random.RandomGeneratorFactory")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.random.RandomGenerator.class, "of", String.class)
            .orShould()
            .callMethod(java.util.random.RandomGenerator.class, "getDefault");

    /** The counter of ids that responses show gives no id that must not be guessed. */
    @ArchTest
    static final ArchRule onlyShownIdsComeFromTheCounter = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.drawbridge.core.identity.UniqueIds")
            .and()
            .doNotHaveFullyQualifiedName("io.drawbridge.core.identity.KeyedCounter")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.drawbridge.core.identity.KeyedCounter");

    /** Ids of requests are shown to everybody: no action makes an id of its own from them. */
    @ArchTest
    static final ArchRule onlyProtocolsMakeRequestIds = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Protocol")
            .should()
            .callMethod(UniqueIds.class, "requestId")
            .orShould()
            .callMethod(UniqueIds.class, "s3RequestId")
            .orShould()
            .callMethod(UniqueIds.class, "s3HostId");

    @ArchTest
    static final ArchRule nobodyPrintsOrReflects = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.ServiceLoader.class);

    @ArchTest
    static final ArchRule everyPackageStatesItsNulls = classes()
            .should(new ArchCondition<>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            type, marked, type.getPackageName() + " is " + (marked ? "" : "not ") + "@NullMarked"));
                }
            });
}
