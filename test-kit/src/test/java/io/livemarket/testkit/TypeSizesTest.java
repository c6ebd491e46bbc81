package io.livemarket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeSizesTest {

    private record Nine(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}

    private record Eight(int a, int b, int c, int d, int e, int f, int g, int h) {

        private static final int I = 0;
    }

    private static class EightParameters {

        EightParameters(int a, int b, int c, int d, int e, int f, int g, int h) {}
    }

    private static class SevenParameters {

        SevenParameters(int a, int b, int c, int d, int e, int f, int g) {}
    }

    private enum SevenOfAnEnum {
        ONE(1, 2, 3, 4, 5, 6, 7);

        SevenOfAnEnum(int a, int b, int c, int d, int e, int f, int g) {}
    }

    private enum EightOfAnEnum {
        ONE(1, 2, 3, 4, 5, 6, 7, 8);

        EightOfAnEnum(int a, int b, int c, int d, int e, int f, int g, int h) {}
    }

    @Test
    void aRecordOfNineComponentsFails() {
        assertThat(violations(new TypeSizes(), Nine.class))
                .singleElement()
                .asString()
                .contains("Nine has 9 components");
    }

    @Test
    void aConstructorOfEightParametersFails() {
        assertThat(violations(new TypeSizes(), EightParameters.class))
                .singleElement()
                .asString()
                .contains("EightParameters has a constructor of 8 parameters");
        assertThat(violations(new TypeSizes(), EightOfAnEnum.class)).hasSize(1);
    }

    @Test
    void eightComponentsAndSevenParametersPass() {
        assertThat(violations(new TypeSizes(), Eight.class, SevenParameters.class, SevenOfAnEnum.class))
                .isEmpty();
    }

    @Test
    void aTypeThatIsNamedWithItsReasonPasses() {
        assertThat(violations(new TypeSizes().flat("it is on the wire", Nine.class.getName()), Nine.class))
                .isEmpty();
    }

    @Test
    void anExceptionWithoutNeedFails() {
        TypeSizes sizes = new TypeSizes().flat("it is on the wire", Eight.class.getName(), "io.livemarket.Nowhere");
        assertThat(violations(sizes, Eight.class))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("needs no exception (it is on the wire)"));
    }

    private static List<String> violations(TypeSizes sizes, Class<?>... types) {
        return sizes.rule()
                .evaluate(new ClassFileImporter().importClasses(types))
                .getFailureReport()
                .getDetails();
    }
}
