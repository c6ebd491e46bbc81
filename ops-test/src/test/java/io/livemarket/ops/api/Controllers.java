package io.livemarket.ops.api;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The operations of a service, read from the annotations of its controllers and of those that service-kit gives it. */
final class Controllers {

    static final String GATEWAY = "gateway-service";

    private Controllers() {}

    static List<Operation> of(String service) {
        String own = "io.livemarket." + service.replace("-service", "");
        Stream<String> packages = service.equals(GATEWAY) ? Stream.of(own) : Stream.of(own, "io.livemarket.kit.admin");
        List<Operation> operations = new ArrayList<>();
        packages.flatMap(Controllers::controllers)
                .forEach(type -> methods(type).forEach(method -> {
                    RequestMapping mapping = mapping(method);
                    for (RequestMethod http : mapping.method()) {
                        for (String path : paths(mapping)) {
                            operations.add(new Operation(service, http.name(), prefix(type) + path, method));
                        }
                    }
                }));
        return operations;
    }

    private static Stream<Class<?>> controllers(String name) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scanner.findCandidateComponents(name).stream()
                .map(BeanDefinition::getBeanClassName)
                .map(found -> ClassUtils.resolveClassName(found, null));
    }

    private static Set<Method> methods(Class<?> type) {
        ReflectionUtils.MethodFilter mapped = method -> mapping(method) != null;
        return MethodIntrospector.selectMethods(type, mapped);
    }

    private static RequestMapping mapping(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    }

    private static String prefix(Class<?> type) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        return mapping == null ? "" : paths(mapping).getFirst();
    }

    private static List<String> paths(RequestMapping mapping) {
        return mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    }
}
