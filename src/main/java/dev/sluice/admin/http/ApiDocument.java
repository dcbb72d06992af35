package dev.sluice.admin.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Says of every operation what {@link AdminFilter} does to it: all but reading what is live need the token.
 *
 * <p>What operations share, such as parameters and the problem document, is in {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String API = "/api/v1/";
    private static final String OPEN = "/api/v1/live";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(API)) {
                item.getOperations().forEach((method, operation) -> {
                    if (method != PathItem.HttpMethod.GET || !path.startsWith(OPEN)) {
                        close(operation);
                    }
                });
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
