# An image that only carries the jar, for an init container or for COPY --from.
# Not run here: no image could be fetched.
FROM busybox:1.37
COPY sqlite-leak-agent.jar /sqlite-leak-agent.jar
USER 10001
CMD ["cp", "/sqlite-leak-agent.jar", "/agent/"]
