package dev.sluice.admin.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Says of every operation what {@link AdminFilter} does to it: those that are not marked as open need the token.
 *
 * <p>What operations share, such as parameters and the problem document, is in {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String OPEN_TAG = "live";
    private static final String ADMIN_PATH = "/api/v1/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(ADMIN_PATH)) {
                item.getOperations().values().stream()
                        .filter(operation -> !operation.getTags().contains(OPEN_TAG))
                        .forEach(ApiDocument::close);
            }
        });
    }

    private static void close(Operation operation) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("admin"));
        for (String status : new String[] {"400", "401", "429", "503"}) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref("problem"));
        }
    }
}
