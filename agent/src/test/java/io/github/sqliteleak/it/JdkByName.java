package io.github.sqliteleak.it;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** See {@link SomeJdk}. */
final class JdkByName implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        List<Jdk> jdks = Jdks.all();
        int number = context.getRequiredTestMethod().getName().hashCode();
        return Stream.of(Arguments.of(jdks.get(Math.floorMod(number, jdks.size()))));
    }
}
