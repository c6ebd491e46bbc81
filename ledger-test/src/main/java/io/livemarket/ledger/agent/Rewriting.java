package io.livemarket.ledger.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/** Changes one class by its directives. */
final class Rewriting {

    private static final ClassDesc FAIL_POINT = ClassDesc.of(FailPoint.class.getName());
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final MethodTypeDesc TAKES_TEXT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
    private static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

    private boolean applied;

    private Rewriting() {}

    /** @throws IllegalStateException when a directive finds nothing to change */
    static byte[] of(ClassLoader loader, byte[] classFile, List<Directive> directives) {
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver())));
        byte[] current = classFile;
        for (Directive directive : directives) {
            Rewriting rewriting = new Rewriting();
            ClassModel model = files.parse(current);
            current = files.transformClass(model, rewriting.transform(directive));
            if (!rewriting.applied) {
                throw new IllegalStateException("nothing to change for " + directive);
            }
        }
        return current;
    }

    private ClassTransform transform(Directive directive) {
        return switch (directive.kind()) {
            case HALT_BEFORE ->
                first(
                        directive,
                        code -> code.loadConstant(directive.with()).invokestatic(FAIL_POINT, "halt", TAKES_TEXT));
            case FREEZE_BEFORE ->
                first(
                        directive,
                        code -> code.loadConstant(directive.with()).invokestatic(FAIL_POINT, "freeze", TAKES_TEXT));
            case DISTINCT_ARGUMENT ->
                first(
                        directive,
                        code -> code.iload(1)
                                .invokestatic(FAIL_POINT, "distinct", INT_TO_INT)
                                .istore(1));
            case CONSTANT ->
                ClassTransform.transformingMethodBodies((code, element) -> replace(code, element, directive));
            case SKIP ->
                (classes, element) -> {
                    if (element instanceof MethodModel method
                            && method.methodName().equalsString(directive.what())) {
                        applied = true;
                        classes.withMethodBody(
                                method.methodName(),
                                method.methodType(),
                                method.flags().flagsMask(),
                                code -> returnNothing(code, method));
                    } else {
                        classes.with(element);
                    }
                };
        };
    }

    private ClassTransform first(Directive directive, Consumer<CodeBuilder> before) {
        return (classes, element) -> {
            if (element instanceof MethodModel method
                    && method.methodName().equalsString(directive.what())
                    && method.code().isPresent()) {
                applied = true;
                classes.transformMethod(method, MethodTransform.transformingCode(new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder code) {
                        before.accept(code);
                    }

                    @Override
                    public void accept(CodeBuilder code, CodeElement each) {
                        code.with(each);
                    }
                }));
            } else {
                classes.with(element);
            }
        };
    }

    private void replace(CodeBuilder code, CodeElement element, Directive directive) {
        if (element instanceof ConstantInstruction constant && directive.what().equals(constant.constantValue())) {
            applied = true;
            code.loadConstant(directive.with());
        } else {
            code.with(element);
        }
    }

    private static void returnNothing(CodeBuilder code, MethodModel method) {
        ClassDesc type = method.methodTypeSymbol().returnType();
        if (type.equals(OPTIONAL)) {
            code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
            return;
        }
        switch (TypeKind.from(type)) {
            case VOID -> code.return_();
            case REFERENCE -> code.aconst_null().areturn();
            case LONG -> code.lconst_0().lreturn();
            case FLOAT -> code.fconst_0().freturn();
            case DOUBLE -> code.dconst_0().dreturn();
            default -> code.iconst_0().ireturn();
        }
    }
}
