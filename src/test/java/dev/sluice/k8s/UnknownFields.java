package dev.sluice.k8s;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds misspelt fields: what the API's model does not know ends in its {@code additionalProperties}. A cluster would
 * drop such a field silently, and a probe that is called {@code readynessProbe} would never run.
 */
final class UnknownFields {
    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    /** Paths such as {@code Deployment/sluice.spec.template.spec.containers[0].readynessProbe}. */
    static List<String> in(Manifests manifests) {
        UnknownFields walk = new UnknownFields();
        manifests
                .objects()
                .forEach(object -> walk.visit(
                        object, object.getKind() + "/" + object.getMetadata().getName()));
        return walk.found;
    }

    private void visit(Object value, String path) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                visit(item, path + "[" + index++ + "]");
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> visit(item, path + "." + key));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.")) {
            visitModel(value, path);
        }
    }

    private void visitModel(Object model, String path) {
        if (model instanceof Enum<?>) {
            return;
        }
        for (Method method : model.getClass().getMethods()) {
            String name = method.getName();
            if (method.getParameterCount() > 0 || !name.startsWith("get") || name.length() == 3) {
                continue;
            }
            if (name.equals("getAdditionalProperties")) {
                ((Map<?, ?>) call(method, model)).keySet().forEach(key -> found.add(path + "." + key));
            } else if (!name.equals("getClass")) {
                visit(call(method, model), path + "." + Character.toLowerCase(name.charAt(3)) + name.substring(4));
            }
        }
    }

    private static Object call(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method + " of " + target.getClass(), e);
        }
    }
}
