package io.github.sqliteleak.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Makes the databases that are asked for by {@link TestDatabase} and ends them with their scope.
 */
final class TestDatabaseExtension
        implements ParameterResolver,
                BeforeAllCallback,
                BeforeEachCallback,
                InvocationInterceptor,
                TestWatcher {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(TestDatabase.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameter place = parameter.getParameter();
        if (parameter.getDeclaringExecutable() instanceof Constructor
                && context.getTestMethod().isEmpty()
                && context.getTestInstanceLifecycle().orElse(null) != Lifecycle.PER_CLASS) {
            // The test is not known yet: the database would be one for all tests of the class.
            throw new ExtensionConfigurationException(
                    "@TestDatabase cannot be on a parameter of a constructor; allowed: fields, and"
                            + " parameters of methods");
        }
        DatabaseSpec spec =
                Places.of(parameter.getDeclaringExecutable().getDeclaringClass())
                        .spec(place, () -> parameter.findAnnotation(TestDatabase.class))
                        .orElseThrow();
        return resolve(spec, place.getType(), place, context);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        inject(null, context.getRequiredTestClass(), context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        RolledBack.beginAll(context);
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            if (isSharedInParallel(context)) {
                refuse(Places.of(instance.getClass()).fields(false));
            }
            inject(instance, instance.getClass(), context);
        }
    }

    private static boolean isSharedInParallel(ExtensionContext context) {
        return context.getTestInstanceLifecycle().orElse(null) == Lifecycle.PER_CLASS
                && context.getExecutionMode() == ExecutionMode.CONCURRENT;
    }

    private static void refuse(List<Field> fields) {
        if (!fields.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase cannot set "
                            + fields.get(0)
                            + " for tests that run concurrently in one instance; allowed:"
                            + " parameters of methods, static fields, one instance for each test");
        }
    }

    /** For the databases of the class, which end later. */
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        FailedTests.add(context);
    }

    /** Watchers are not told of dynamic tests, nor of what makes them. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext invocationContext,
            ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable t) {
            FailedTests.add(context);
            throw t;
        }
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        FailedTests.addIfItFails(context);
        return invocation.proceed();
    }

    /**
     * @param instance null for the fields of the class
     */
    private static void inject(@Nullable Object instance, Class<?> type, ExtensionContext context)
            throws IllegalAccessException {
        Places places = Places.of(type);
        for (Field field : places.fields(instance == null)) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(
                        "@TestDatabase cannot set the final field " + field);
            }
            DatabaseSpec spec =
                    places.spec(
                                    field,
                                    () ->
                                            AnnotationSupport.findAnnotation(
                                                    field, TestDatabase.class))
                            .orElseThrow();
            if (instance != null || ContextCache.of(field, context) == null) {
                FieldClaims.claim(instance, field, context);
            }
            Object value = resolve(spec, field.getType(), field, context);
            field.setAccessible(true);
            field.set(instance, value);
        }
    }

    private static Object resolve(
            DatabaseSpec spec, Class<?> type, AnnotatedElement place, ExtensionContext context) {
        if (!LiveDatabase.canBe(type)) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase cannot give a "
                            + type.getName()
                            + " for "
                            + place
                            + "; allowed: java.nio.file.Path, java.lang.String (the JDBC URL),"
                            + " javax.sql.DataSource, java.sql.Connection");
        }
        try {
            EarlyAttachment.beforeDatabase(context);
            DatabaseSpec configured = ConfiguredStorage.of(spec, context);
            if (configured.isolation() == TestDatabase.Isolation.ROLLBACK) {
                return RolledBack.of(configured, context).as(type);
            }
            ContextCache kept = ContextCache.of(place, context);
            LiveDatabase database =
                    kept == null
                            ? DatabasesOfScope.of(context).get(configured)
                            : kept.get(configured);
            return database.as(type);
        } catch (ExtensionConfigurationException | TestAbortedException e) {
            throw e;
        } catch (Exception e) {
            throw new ExtensionConfigurationException(
                    "@TestDatabase for " + place + " cannot be made: " + e.getMessage(), e);
        }
    }
}
