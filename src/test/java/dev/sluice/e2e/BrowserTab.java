package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One page in a browser of its own profile, and everything about it that must not happen. */
final class BrowserTab implements AutoCloseable {
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> foreignRequests = new CopyOnWriteArrayList<>();
    private final String origin;
    private final BrowserContext context;
    private final Page page;

    BrowserTab(Browser browser, String origin) {
        this.origin = origin;
        this.context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        this.page = context.newPage();
        page.exposeFunction("reportViolation", arguments -> violations.add(String.valueOf(arguments[0])));
        page.addInitScript("document.addEventListener('securitypolicyviolation', e =>"
                + " reportViolation(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))");
        page.onPageError(errors::add);
        page.onRequest(request -> noteHost(request.url()));
    }

    private void noteHost(String url) {
        boolean local = url.startsWith("data:") || url.startsWith("blob:") || url.startsWith(origin + "/");
        if (!local) {
            foreignRequests.add(url);
        }
    }

    BrowserTab open(String path) {
        page.navigate(URI.create(origin).resolve(path).toString());
        return this;
    }

    Page page() {
        return page;
    }

    /** Waits until the player is in {@code state} and says which states it was in when it is not. */
    void awaitState(String state, Duration limit) {
        awaitTrue("document.getElementById('player').dataset.state === '" + state + "'", limit);
    }

    /** Waits until a JavaScript condition holds. */
    void awaitTrue(String condition, Duration limit) {
        try {
            // As a function, not an expression: Playwright would eval() that in the page, which our policy forbids.
            page.waitForFunction("() => " + condition, null, new Page.WaitForFunctionOptions().setTimeout((double)
                            limit.toMillis()));
        } catch (com.microsoft.playwright.TimeoutError late) {
            throw new AssertionError(
                    condition + " does not hold after " + limit + "; the player is " + page.evaluate(SITUATION), late);
        }
    }

    private static final String SITUATION = "JSON.stringify({state: document.getElementById('player')?.dataset.state,"
            + " time: document.getElementById('video')?.currentTime,"
            + " ready: document.getElementById('video')?.readyState,"
            + " slate: document.getElementById('slate-text')?.textContent})";

    double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** No page of ours breaks its own policy, throws, or talks to anybody else. */
    void assertClean() {
        assertThat(violations).as("violations of the content security policy").isEmpty();
        assertThat(errors).as("uncaught errors").isEmpty();
        assertThat(foreignRequests).as("requests to other hosts").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
